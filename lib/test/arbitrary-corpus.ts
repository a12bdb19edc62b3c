import fc from "fast-check";
import { decisionKinds, decisionReasons } from "@/lib/domain/adjudication/decision";
import type { Attributes } from "@/lib/domain/annotation/annotation";
import { setKinds } from "@/lib/domain/annotation/set-kind";
import { reviewReasons, verdicts } from "@/lib/domain/review/verdict";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { entityKinds } from "@/lib/domain/scheme/scheme";
import { byPosition, normalSpans } from "@/lib/domain/span/span";
import { OffsetMap, sliceCodePoints } from "@/lib/domain/text/offsets";
import { sha256OfText } from "@/lib/domain/text/sha256";
import { assignmentStates, isDone } from "@/lib/domain/workflow/assignment-state";
import type {
  Corpus,
  CorpusAnnotation,
  CorpusDecision,
  CorpusDocument,
  CorpusHeader,
  CorpusReview,
  Provenance,
} from "@/lib/formats/corpus";
import { arbitraryId, pick, TeamworkBuilder } from "./arbitrary-teamwork";
import { hostileKeys, hostileRelationType, hostileScheme, hostileTag } from "./hostile-scheme";
import { trickyText } from "./tricky-text";

/** A corpus whose documents are all at hand. For tests. */
export type HeldCorpus = Omit<Corpus, "documents"> & { readonly documents: readonly CorpusDocument[] };

export const streamed = ({ documents, ...front }: HeldCorpus): Corpus => ({
  ...front,
  documents: {
    async *[Symbol.asyncIterator]() {
      yield* documents;
    },
  },
});

export async function held({ documents, ...front }: Corpus): Promise<HeldCorpus> {
  const all: CorpusDocument[] = [];
  for await (const item of documents) all.push(item);
  return { ...front, documents: all };
}

const documentText = trickyText(40).map((text) => (/\S/.test(text) ? text : `${text}met`));

const id = arbitraryId;

const recipe = fc.record({
  isHostile: fc.boolean(),
  texts: fc.array(documentText, { maxLength: 4 }),
  words: fc.array(trickyText(6), { minLength: 1, maxLength: 8 }),
  marks: fc.array(
    fc.record({
      at: fc.nat(),
      cuts: fc.array(fc.nat({ max: 60 }), { minLength: 2, maxLength: 6 }),
      choice: fc.nat({ max: 1000 }),
    }),
    { maxLength: 14 },
  ),
  links: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 1000 })), { maxLength: 6 }),
});
type Recipe = typeof recipe extends fc.Arbitrary<infer T> ? T : never;

const REMOVED = "2025-02-04T10:00:00.000Z";

const provenance = (number: number): Provenance => ({
  createdBy: number % 3 === 0 ? null : number % 3 === 1 ? id(9, number % 2) : "Ana Ruiz",
  createdAt: "2025-02-01T10:00:00.000Z",
  updatedAt: `2025-02-01T10:00:${String(number % 60).padStart(2, "0")}Z`,
});

class Builder {
  readonly header: CorpusHeader;
  readonly entities: Corpus["entities"];
  readonly teamwork: TeamworkBuilder;

  constructor(readonly recipe: Recipe) {
    this.header = {
      project: { id: id(0, 1), name: this.word(0), blind: recipe.isHostile },
      schemeVersion: recipe.links.length,
      scheme: recipe.isHostile ? hostileScheme : defaultScheme,
      sets: setKinds.map((kind, at) => ({
        id: id(1, at),
        kind,
        name: this.word(at),
        userId: kind === "annotator" ? id(9, 0) : null,
      })),
      people: [0, 1].map((at) => ({ id: id(9, at), name: this.word(at) })),
      selection: { set: "all", status: "any", split: "any" },
    };
    this.teamwork = new TeamworkBuilder(
      recipe.words,
      setKinds.map((_, at) => id(1, at)),
    );
    this.entities = recipe.words.map((word, at) => ({
      id: id(2, at),
      setId: id(1, at % setKinds.length),
      kind: pick(entityKinds, at, "actor"),
      name: word,
      aliases: recipe.words.slice(at),
      identifiers: Object.fromEntries([
        ["wikidata", `Q${at + 1}`],
        [pick(hostileKeys, at, ""), this.word(at + 1)],
      ]),
      note: this.word(at + 2),
      revision: at,
      ...provenance(at),
      deletedAt: at % 3 === 2 ? REMOVED : null,
    }));
  }

  word(at: number): string {
    return pick(this.recipe.words, at, "");
  }

  attributes(choice: number): Attributes {
    const key = pick(hostileKeys, choice, "a");
    const own: [string, string | boolean][] = [[key, this.word(choice)]];
    if (choice % 2) own.push(["sure", choice % 4 === 1]);
    if (choice % 3 === 0) own.push(["class", pick(["NOT SURE", "__proto__", "a|b", "gone"], choice, "")]);
    if (choice % 5 === 0) own.push(["realis", "ACTUAL"]);
    return Object.fromEntries(own);
  }

  assertion(documentAt: number, number: number, choice: number) {
    return {
      id: id(4, number * 101 + documentAt * 1_000_000),
      documentId: id(3, documentAt),
      setId: id(1, choice % setKinds.length),
      attributes: this.attributes(choice),
      note: choice % 2 ? this.word(choice) : "",
      revision: choice,
      ...provenance(choice),
    };
  }

  /** Marks on the text, and assertions about the whole document where the cuts leave no span. */
  marks(text: string, documentAt: number): CorpusAnnotation[] {
    const map = new OffsetMap(text);
    const own = this.recipe.marks.filter((mark) => mark.at % this.recipe.texts.length === documentAt);
    return own.map(({ cuts, choice }, number) => {
      const base = this.assertion(documentAt, number, choice);
      const sorted = cuts.map((cut) => cut % (map.length + 1)).sort((a, b) => a - b);
      const pairs = sorted.flatMap((start, n) => {
        const end = sorted[n + 1];
        return n % 2 === 0 && end !== undefined && start < end ? [{ start, end }] : [];
      });
      const spans = normalSpans(pairs).map(({ start, end }) => ({
        start,
        end,
        quote: sliceCodePoints(text, map, start, end),
      }));
      if (spans.length === 0) return { ...base, kind: "document", tag: "TOPIC" };
      const entityId = choice % 3 ? pick(this.entities, choice, undefined)?.id : undefined;
      const { key } = pick(this.header.scheme.tags, choice, hostileTag("ACTOR", "span"));
      return { ...base, kind: "span", tag: key, spans, entityId: entityId ?? null };
    });
  }

  /** Relations between marks of the same set, some to assertions about the whole document. */
  links(marks: readonly CorpusAnnotation[], documentAt: number): CorpusAnnotation[] {
    return this.recipe.links.flatMap(([from, to, choice], number): CorpusAnnotation[] => {
      const start = pick(marks, from, undefined);
      const end = pick(marks, to, undefined);
      if (!start || !end || start.setId !== end.setId) return [];
      const { key } = pick(this.header.scheme.relationTypes, choice, hostileRelationType("SOURCE", true));
      const base = { ...this.assertion(documentAt, number + 5_000, choice), setId: start.setId };
      return [{ ...base, kind: "relation", tag: key, fromId: start.id, toId: end.id }];
    });
  }

  /** Some of the annotations have one verdict, some two, most none. */
  reviews(annotations: readonly CorpusAnnotation[], documentAt: number): CorpusReview[] {
    const sorted = [...annotations].sort((a, b) => (a.id < b.id ? -1 : 1));
    return sorted.flatMap(({ id: annotationId, revision }, number) =>
      Array.from({ length: (revision + number) % 3 }, (_, who) => ({
        id: id(5, number * 101 + documentAt * 1_000_000 + who),
        annotationId,
        reviewerId: id(9, who),
        verdict: pick(verdicts, number + who, "accept"),
        reason: number % 2 ? pick(reviewReasons, number, "other") : null,
        text: who ? this.word(number) : "",
        annotationRevision: revision,
        revision: who + 1,
        createdAt: "2025-02-03T10:00:00.000Z",
        updatedAt: "2025-02-03T11:00:00Z",
      })),
    );
  }

  /** Every other annotation was decided on, some with a source that the file has not. */
  decisions(annotations: readonly CorpusAnnotation[], documentAt: number): CorpusDecision[] {
    return annotations
      .filter((_, number) => number % 2 === 0)
      .map((annotation, number) => ({
        id: id(6, number + documentAt * 1_000_000),
        kind: pick(decisionKinds, number, "chosen"),
        annotationId: number % 4 === 3 ? null : annotation.id,
        sources: [
          { annotationId: id(8, number), revision: 1, isTaken: number % 3 === 0 },
          { annotationId: annotation.id, revision: annotation.revision, isTaken: true },
        ],
        reason: number % 2 ? pick(decisionReasons, number, "other") : null,
        text: number % 3 ? this.word(number) : "",
        revision: number + 1,
        createdBy: number % 2 ? id(9, number) : null,
        createdAt: "2025-02-03T10:00:00.000Z",
        updatedAt: "2025-02-03T11:00:00Z",
      }));
  }

  document(text: string, at: number): CorpusDocument {
    const marks = this.marks(text, at);
    const all = inOrder([...marks, ...this.links(marks, at)]);
    const { annotations, removed } = parted(all);
    const decisions = this.decisions(all, at);
    const threads = this.teamwork.threads(text, at, all);
    return {
      document: {
        ...{ id: id(3, at), title: this.word(at), outlet: this.word(at + 1), publisherCountry: "" },
        ...{ byline: this.word(at + 2), credit: "", url: "https://example.org/?q=a b", licenceNote: "" },
        publishedAt: at % 2 ? "2025-02-12" : null,
        language: at % 2 ? "en" : "",
        genre: at % 2 ? "news" : null,
        split: at % 2 ? "train" : "none",
        ...(at > 1 ? { supersedesId: id(3, at - 1), correctionNote: "The day was wrong." } : {}),
        ...{ length: [...text].length, textSha256: sha256OfText(text), text },
        ...provenance(at),
      },
      assignments: this.header.sets.slice(0, at % 3).map(({ id: setId }, n) => ({
        setId,
        state: pick(assignmentStates, at + n, "open"),
        submittedAt: isDone(pick(assignmentStates, at + n, "open")) ? "2025-02-02T00:00:00Z" : null,
        assignedAt: n ? "2025-02-01T00:00:00Z" : null,
        roundId: pick(this.teamwork.rounds, n, undefined)?.id ?? null,
        claimedAt: at % 2 ? "2025-02-01T00:00:00Z" : null,
        activeMs: n ? at * 60_000 : null,
      })),
      annotations,
      removed,
      reviews: this.reviews(all, at),
      decisions,
      threads,
      cases: this.teamwork.cases(at, threads, decisions),
      places: this.teamwork.places(at),
    };
  }
}

/** Some are removed, and with a mark the relations that hang on it. */
function parted(all: readonly CorpusAnnotation[]): Pick<CorpusDocument, "annotations" | "removed"> {
  const gone = new Set(all.flatMap(({ id, revision }) => (revision % 6 === 1 ? [id] : [])));
  for (const one of all)
    if (one.kind === "relation" && (gone.has(one.fromId) || gone.has(one.toId))) gone.add(one.id);
  return {
    annotations: all.filter((one) => !gone.has(one.id)),
    removed: all.filter((one) => gone.has(one.id)).map((one) => ({ ...one, deletedAt: REMOVED })),
  };
}

/** The order that a corpus promises: by set, relations after what they join, by position, by id. */
function inOrder(annotations: readonly CorpusAnnotation[]): CorpusAnnotation[] {
  const key = (annotation: CorpusAnnotation) => ({
    id: annotation.id,
    spans: annotation.kind === "span" ? annotation.spans : [],
  });
  return [...annotations].sort(
    (a, b) =>
      (a.setId < b.setId ? -1 : a.setId > b.setId ? 1 : 0) ||
      Number(a.kind === "relation") - Number(b.kind === "relation") ||
      byPosition(key(a), key(b)),
  );
}

/** Any corpus that a project could hold, and some that none should. */
export const arbitraryCorpus: fc.Arbitrary<HeldCorpus> = recipe.map((given) => {
  const builder = new Builder(given);
  return {
    header: builder.header,
    guidelines: builder.teamwork.guidelines,
    rounds: builder.teamwork.rounds,
    entities: builder.entities,
    documents: given.texts.map((text, at) => builder.document(text, at)),
  };
});

/** One corpus of that kind, always the same. */
export function sampleCorpus(isWanted: (corpus: HeldCorpus) => boolean): HeldCorpus {
  const [sample] = fc.sample(arbitraryCorpus.filter(isWanted), { numRuns: 1, seed: 7 });
  if (!sample) throw new Error("There is no such corpus");
  return sample;
}
