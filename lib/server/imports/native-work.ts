import "server-only";
import { uuidv7 } from "uuidv7";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { hull } from "@/lib/domain/span/span";
import type { Corpus, CorpusDocument } from "@/lib/formats/corpus";
import { type NewChange, recordChanges } from "../changes/write";
import type { Transaction } from "../database";
import type { Importer } from "./import-progress";
import { ImportFailure } from "./import-target";
import { writeDecisions } from "./native-decisions";
import { freshIds, placeSets } from "./native-ids";
import { writeReviews } from "./native-reviews";
import { adoptsScheme, checkedScheme, isSameScheme, schemeOf, schemeProblem } from "./native-scheme";

const BATCH_MAX = 2_000;

type Placed = Awaited<ReturnType<typeof placeSets>>;

/** Writes the sets, entities, assignments, annotations and verdicts of one corpus, under ids that are free here. */
export class NativeWork {
  readonly #tx: Transaction;
  readonly #importer: Importer;
  readonly #scheme: Scheme;
  readonly #sets: Placed;
  readonly #entities: ReadonlyMap<string, string>;
  #batch: { readonly documentId: string; readonly item: CorpusDocument }[] = [];
  #held = 0;

  private constructor(
    tx: Transaction,
    importer: Importer,
    scheme: Scheme,
    sets: Placed,
    entities: ReadonlyMap<string, string>,
  ) {
    this.#tx = tx;
    this.#importer = importer;
    this.#scheme = scheme;
    this.#sets = sets;
    this.#entities = entities;
  }

  static async open(tx: Transaction, importer: Importer, corpus: Corpus): Promise<NativeWork> {
    const scheme = await settleScheme(tx, importer, corpus);
    const sets = await placeSets(tx, importer.projectId, corpus.header.sets);
    const entities = await writeEntities(tx, importer, corpus, sets);
    return new NativeWork(tx, importer, scheme, sets, entities);
  }

  async add(documentId: string, item: CorpusDocument): Promise<void> {
    this.#batch.push({ documentId, item });
    this.#held +=
      item.annotations.length + item.assignments.length + item.reviews.length + item.decisions.length;
    if (this.#held >= BATCH_MAX) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#held = 0;
    const ids = batch.flatMap(({ item }) => item.annotations.map(({ id }) => id));
    const fresh = await freshIds(this.#tx, "annotation", this.#importer.projectId, ids);
    const annotations = batch.flatMap(({ documentId, item }) => this.#settle(documentId, item, fresh));
    const assigned = await this.#writeAssignments(batch);
    await insertAnnotations(this.#tx, this.#importer.projectId, annotations);
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
    const reviewed = await writeReviews(
      this.#tx,
      this.#importer.projectId,
      batch.flatMap(({ item }) => item.reviews),
      annotations,
      (id) => fresh.get(id) ?? id,
    );
    const decided = await this.#writeDecisions(batch, (id) => fresh.get(id) ?? id);
    await recordChanges(this.#tx, this.#importer, uuidv7(), [
      ...assigned,
      ...changes,
      ...reviewed,
      ...decided,
    ]);
  }

  /** How the gold was decided, where it is this project's gold: a second one is an imported set, and nobody decides there. */
  async #writeDecisions(
    batch: readonly { documentId: string; item: CorpusDocument }[],
    ownId: (id: string) => string,
  ): Promise<NewChange[]> {
    const gold = [...this.#sets.values()].find(({ isGold }) => isGold);
    if (!gold) return [];
    return writeDecisions(this.#tx, this.#importer.projectId, gold.id, batch, ownId);
  }

  /** The annotations of a document as they will stand here. */
  #settle(
    documentId: string,
    { annotations }: CorpusDocument,
    fresh: ReadonlyMap<string, string>,
  ): StoredAnnotation[] {
    const tags = new Map(annotations.map(({ id, tag }) => [id, tag]));
    return annotations.map((annotation) => {
      const problem = schemeProblem(this.#scheme, annotation, tags);
      if (problem !== null)
        throw new ImportFailure(`The scheme changed since the files were read. Read them again. ${problem}`);
      const own = (id: string) => fresh.get(id) ?? id;
      const common = {
        documentId,
        setId: this.#setOf(annotation.setId),
        id: own(annotation.id),
        deletedAt: null,
      };
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

  /**
   * Where the work stands. An imported set has nobody who could submit it, so that open work of it would keep
   * a document from ever opening; only what has been submitted is kept of it.
   */
  async #writeAssignments(
    batch: readonly { documentId: string; item: CorpusDocument }[],
  ): Promise<NewChange[]> {
    const rows = batch.flatMap(({ documentId, item }) =>
      item.assignments
        .filter(({ setId, state }) => state === "submitted" || this.#sets.get(setId)?.isAnnotators)
        .map(({ setId, state, submittedAt }) => ({
          documentId,
          setId: this.#setOf(setId),
          state,
          submittedAt,
        })),
    );
    const { projectId } = this.#importer;
    await this.#tx.assignment.createMany({
      data: rows.map((row) => ({ ...row, projectId })),
    });
    return rows.map((row) => ({
      kind: `assignment.${row.state === "open" ? "opened" : row.state}`,
      subjectId: row.documentId,
      documentId: row.documentId,
      setId: row.setId,
      before: null,
      after: { ...row, revision: 1 },
    }));
  }
}

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

/** Adds entities that are not there yet. The same entity in the same set is the one from an earlier import. */
async function writeEntities(
  tx: Transaction,
  importer: Importer,
  { entities }: Corpus,
  sets: Placed,
): Promise<ReadonlyMap<string, string>> {
  const { projectId } = importer;
  const known = await tx.entity.findMany({
    where: { projectId, id: { in: entities.map(({ id }) => id) } },
    select: { id: true, setId: true },
  });
  const setOfKnown = new Map(known.map(({ id, setId }) => [id, setId]));
  const ids = new Map<string, string>();
  const rows = entities.flatMap((entity) => {
    const setId = sets.get(entity.setId)?.id ?? entity.setId;
    if (setOfKnown.get(entity.id) === setId) return [];
    const id = setOfKnown.has(entity.id) ? uuidv7() : entity.id;
    ids.set(entity.id, id);
    return [{ ...entity, aliases: [...entity.aliases], identifiers: { ...entity.identifiers }, id, setId }];
  });
  for (let at = 0; at < rows.length; at += BATCH_MAX) {
    const chunk = rows.slice(at, at + BATCH_MAX);
    await tx.entity.createMany({ data: chunk.map((row) => ({ ...row, projectId })) });
    const changes = chunk.map((after) => ({
      kind: "entity.imported",
      subjectId: after.id,
      documentId: null,
      setId: after.setId,
      before: null,
      after,
    }));
    await recordChanges(tx, importer, uuidv7(), changes);
  }
  return ids;
}

async function insertAnnotations(
  tx: Transaction,
  projectId: string,
  annotations: readonly StoredAnnotation[],
): Promise<void> {
  const rows = annotations.map((row) => ({ ...row, ...(row.kind === "span" ? hull(row.spans) : {}) }));
  await tx.$executeRaw`
    INSERT INTO "Annotation" ("projectId", "id", "documentId", "setId", "kind", "tag", "spans", "start", "end",
      "entityId", "fromId", "toId", "attributes", "note", "createdAt", "createdBy", "updatedAt", "revision")
    SELECT ${projectId}::uuid, r."id", r."documentId", r."setId", r."kind", r."tag", coalesce(r."spans", '[]'),
      r."start", r."end", r."entityId", r."fromId", r."toId", r."attributes", r."note", r."createdAt", r."createdBy",
      r."updatedAt", r."revision"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "documentId" uuid, "setId" uuid,
      "kind" text, "tag" text, "spans" jsonb, "start" int, "end" int, "entityId" uuid, "fromId" uuid, "toId" uuid,
      "attributes" jsonb, "note" text, "createdAt" timestamptz, "createdBy" uuid, "updatedAt" timestamptz,
      "revision" int)`;
}
