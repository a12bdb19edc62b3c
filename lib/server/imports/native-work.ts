import "server-only";
import { uuidv7 } from "uuidv7";
import type { Brought } from "@/lib/contracts/imports";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { Corpus, CorpusAnnotation, CorpusDocument, CorpusRound } from "@/lib/formats/corpus";
import { type NewChange, recordChanges } from "../changes/write";
import { namesOfPeople } from "../contributors/read";
import type { Transaction } from "../database";
import type { Importer } from "./import-progress";
import { ImportFailure } from "./import-target";
import { insertAnnotations } from "./insert-annotations";
import { writeAssignments } from "./native-assignments";
import { writeDecisions } from "./native-decisions";
import { restoreEntities, writeEntities } from "./native-entities";
import { freshIds, placeSets } from "./native-ids";
import { writeReviews } from "./native-reviews";
import { adoptsScheme, checkedScheme, isSameScheme, schemeOf, schemeProblem } from "./native-scheme";
import { type TakesPlan, writeTeamwork } from "./native-teamwork";
import { writeCases, writeThreads } from "./native-threads";

const BATCH_MAX = 2_000;

type Coming = { readonly documentId: string; readonly item: CorpusDocument };
type Placed = Awaited<ReturnType<typeof placeSets>>;

/** What the front of a file has become here. */
type Settled = {
  readonly scheme: Scheme;
  readonly sets: Placed;
  readonly entities: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly rounds: ReadonlyMap<string, CorpusRound>;
  readonly takesPlan: TakesPlan;
  readonly brought: Brought;
};

/** Writes the sets, entities, assignments, annotations and verdicts of one corpus, under ids that are free here. */
export class NativeWork {
  /** What has come besides documents. */
  readonly brought: Brought;
  readonly #tx: Transaction;
  readonly #importer: Importer;
  readonly #scheme: Scheme;
  readonly #sets: Placed;
  readonly #entities: ReadonlyMap<string, string>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #rounds: ReadonlyMap<string, CorpusRound>;
  readonly #takesPlan: TakesPlan;
  #batch: Coming[] = [];
  #held = 0;

  private constructor(tx: Transaction, importer: Importer, settled: Settled) {
    this.#tx = tx;
    this.#importer = importer;
    this.#scheme = settled.scheme;
    this.#sets = settled.sets;
    this.#entities = settled.entities;
    this.#names = settled.names;
    this.#rounds = settled.rounds;
    this.brought = settled.brought;
    this.#takesPlan = settled.takesPlan;
  }

  static async open(tx: Transaction, importer: Importer, corpus: Corpus): Promise<NativeWork> {
    const scheme = await settleScheme(tx, importer, corpus);
    const sets = await placeSets(tx, importer.projectId, corpus.header.sets);
    const entities = await writeEntities(tx, importer, corpus, sets);
    const { takesPlan, ...team } = await writeTeamwork(tx, importer, corpus);
    const people = corpus.header.people.map(({ id }) => id);
    const names = await namesOfPeople(tx, importer.projectId, people);
    const rounds = new Map(corpus.rounds.map((round) => [round.id, round]));
    return new NativeWork(tx, importer, {
      ...{ scheme, sets, names, rounds, takesPlan, entities: entities.ids },
      brought: { ...team, entities: entities.count },
    });
  }

  async add(documentId: string, item: CorpusDocument): Promise<void> {
    this.#batch.push({ documentId, item });
    const { annotations, removed, assignments, reviews, decisions, threads } = item;
    const parts = [annotations, removed, assignments, reviews, decisions, threads];
    this.#held += parts.reduce((n, { length }) => n + length, 0);
    if (this.#held >= BATCH_MAX) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#held = 0;
    const ids = batch.flatMap(({ item }) => [...item.annotations, ...item.removed].map(({ id }) => id));
    const fresh = await freshIds(this.#tx, "annotation", this.#importer.projectId, ids);
    const annotations = batch.flatMap(({ documentId, item }) => [
      ...this.#settle(documentId, standing(item), fresh),
      ...this.#settle(documentId, item.removed, fresh),
    ]);
    const { projectId } = this.#importer;
    const ownId = (id: string) => fresh.get(id) ?? id;
    const here = { sets: this.#sets, rounds: this.#rounds, takesPlan: this.#takesPlan };
    const assigned = await writeAssignments(this.#tx, projectId, here, batch);
    await insertAnnotations(this.#tx, projectId, annotations);
    const changes = annotations.map(
      (after): NewChange => ({
        kind: "annotation.imported",
        subjectId: after.id,
        documentId: after.documentId,
        setId: after.setId,
        before: null,
        after,
      }),
    );
    const reviews = batch.flatMap(({ item }) => item.reviews);
    const reviewed = await writeReviews(this.#tx, projectId, reviews, annotations, ownId);
    const decided = await this.#writeDecisions(batch, ownId);
    const said = await this.#writeThreads(batch, ownId);
    const marked = batch.flatMap(({ documentId, item }) => (item.annotations.length > 0 ? [documentId] : []));
    const restored = await restoreEntities(this.#tx, projectId, marked);
    const cases = batch.flatMap(({ item }) => item.cases);
    const attached = await writeCases(this.#tx, projectId, cases, {
      threads: said.ids,
      decisions: decided.ids,
    });
    await recordChanges(this.#tx, this.#importer, uuidv7(), [
      ...assigned,
      ...changes,
      ...restored,
      ...reviewed,
      ...decided.changes,
      ...said.changes,
      ...attached,
    ]);
  }

  #writeThreads(batch: readonly Coming[], ownId: (id: string) => string) {
    const conversations = batch.flatMap(({ documentId, item }) =>
      item.threads.map((thread) => ({ documentId, setId: this.#setOf(thread.setId), thread })),
    );
    return writeThreads(this.#tx, this.#importer.projectId, conversations, this.#names, ownId);
  }

  /** How the gold was decided, where it is this project's gold: a second one is an imported set, and nobody decides there. */
  async #writeDecisions(batch: readonly Coming[], ownId: (id: string) => string) {
    const gold = [...this.#sets.values()].find(({ isGold }) => isGold);
    if (!gold) return { changes: [], ids: new Map<string, string>() };
    return writeDecisions(this.#tx, this.#importer.projectId, gold.id, batch, ownId);
  }

  /** Annotations of a document as they will stand here, or as what is removed here. */
  #settle(
    documentId: string,
    annotations: readonly (CorpusAnnotation & Pick<StoredAnnotation, "deletedAt">)[],
    fresh: ReadonlyMap<string, string>,
  ): StoredAnnotation[] {
    const tags = new Map(annotations.map(({ id, tag }) => [id, tag]));
    return annotations.map((annotation) => {
      const problem = schemeProblem(this.#scheme, annotation, annotation.deletedAt === null ? tags : null);
      if (problem !== null)
        throw new ImportFailure(`The scheme changed since the files were read. Read them again. ${problem}`);
      const own = (id: string) => fresh.get(id) ?? id;
      const common = { documentId, setId: this.#setOf(annotation.setId), id: own(annotation.id) };
      if (annotation.kind === "relation")
        return { ...annotation, ...common, fromId: own(annotation.fromId), toId: own(annotation.toId) };
      if (annotation.kind === "document") return { ...annotation, ...common };
      const { entityId } = annotation;
      return { ...annotation, ...common, entityId: entityId && (this.#entities.get(entityId) ?? entityId) };
    });
  }

  #setOf(id: string): string {
    const placed = this.#sets.get(id);
    // The reader has checked that the header names every set.
    if (!placed) throw new Error("A corpus cites a set that its header has not");
    return placed.id;
  }
}

const standing = ({ annotations }: CorpusDocument) =>
  annotations.map((annotation) => ({ ...annotation, deletedAt: null }));

/** The project's scheme, or the file's where no annotation rests on the project's. */
async function settleScheme(tx: Transaction, importer: Importer, { header }: Corpus): Promise<Scheme> {
  const { projectId, principal } = importer;
  const { version, scheme } = await schemeOf(tx, projectId);
  const own = checkedScheme(header);
  if ("problem" in own) throw new ImportFailure(own.problem);
  if (isSameScheme(own, scheme) || !(await adoptsScheme(tx, projectId))) return scheme;
  // The number that the file gives it, where that is still to come: an export then says the same again.
  const number = Math.max(version + 1, header.schemeVersion);
  await tx.schemeVersion.create({
    data: { projectId, number, value: JSON.parse(JSON.stringify(own)), createdBy: principal.userId },
    select: { number: true },
  });
  await tx.project.update({
    where: { id: projectId },
    data: { schemeVersion: number, revision: { increment: 1 } },
    select: { id: true },
  });
  await recordChanges(tx, importer, uuidv7(), [
    {
      kind: "scheme.imported",
      subjectId: projectId,
      documentId: null,
      setId: null,
      before: { number: version },
      after: { number, value: own },
    },
  ]);
  return own;
}
