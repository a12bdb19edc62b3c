import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { sha256OfText } from "@/lib/domain/text/sha256";
import type { CorpusAnnotation, CorpusDocument } from "@/lib/formats/corpus";
import type { HeldCorpus } from "./arbitrary-corpus";

const times = { createdAt: "2025-02-01T10:00:00Z", updatedAt: "2025-02-01T10:00:00Z" };
const text = "Oran met Imre.\n“We talked,” she said, “for hours.”";

const base = {
  documentId: "d1",
  setId: "s1",
  attributes: {},
  note: "",
  revision: 0,
  createdBy: "u1",
  ...times,
};
const span = (id: string, tag: string, ...places: [number, number][]): CorpusAnnotation => ({
  ...base,
  ...{ id, tag, kind: "span", entityId: null },
  spans: places.map(([start, end]) => ({ start, end, quote: [...text].slice(start, end).join("") })),
});

/** A document with one of everything that some format cannot carry. */
export const richDocument: CorpusDocument = {
  document: {
    ...{ id: "d1", title: "Talks\tand more", outlet: "Daily", publisherCountry: "", byline: "", credit: "" },
    ...{ url: "", publishedAt: null, language: "en", genre: null, licenceNote: "", split: "none" },
    ...{ text, textSha256: sha256OfText(text), length: [...text].length, createdBy: null },
    ...times,
  },
  assignments: [
    {
      ...{ setId: "s1", state: "submitted", submittedAt: "2025-02-02T00:00:00Z" },
      ...{ assignedAt: "2025-02-01T00:00:00Z", roundId: "n1", claimedAt: null, activeMs: 90_000 },
    },
  ],
  annotations: [
    { ...span("a1", "ACTOR", [0, 4]), attributes: { group: false }, note: "two\nlines" },
    span("a2", "QUOTE", [5, 17]),
    span("a3", "EVENT", [4, 8]),
    span("a4", "EVENT", [8, 9]),
    { ...base, id: "a5", kind: "document", tag: "TOPIC" },
    { ...base, id: "r1", kind: "relation", tag: "SOURCE", fromId: "a2", toId: "a1" },
    { ...base, id: "r2", kind: "relation", tag: "AGENT", fromId: "a4", toId: "a1" },
  ],
  removed: [{ ...span("x1", "ACTOR", [9, 13]), deletedAt: times.updatedAt }],
  reviews: [
    {
      ...{ id: "v1", annotationId: "a2", reviewerId: "u2", verdict: "reject", reason: "not_a_quote" },
      ...{ text: "A title\tof a film", annotationRevision: 0, revision: 2 },
      ...times,
    },
  ],
  decisions: [
    {
      ...{ id: "d1", kind: "chosen", annotationId: "a1", reason: "boundary", text: "Names in full" },
      sources: [{ annotationId: "b1", revision: 2, isTaken: true }],
      ...{ revision: 1, createdBy: "u2" },
      ...times,
    },
  ],
  threads: [
    {
      ...{ id: "t1", setId: "s1", annotationId: "a2", span: null, quote: "", state: "open", revision: 1 },
      ...{ createdBy: "u2", createdAt: times.createdAt, resolvedBy: null, resolvedAt: null },
      comments: [
        {
          ...{
            id: "m1",
            text: "Who says so?",
            mentions: ["u1"],
            createdBy: "u2",
            createdAt: times.createdAt,
          },
          ...{ editedAt: null, deletedAt: null, revision: 1 },
        },
      ],
    },
  ],
  cases: [
    {
      ...{ id: "k1", ruleId: "l1", version: 1, threadId: "t1", decisionId: null, note: "" },
      ...{ createdBy: "u2", createdAt: times.createdAt, revision: 1 },
    },
  ],
  places: [{ roundId: "n1", copies: 2, leftAt: null, planned: [] }],
};

/** A corpus with one of everything that some format cannot carry. For tests. */
export const richCorpus: HeldCorpus = {
  header: {
    project: { id: "p1", name: "Two summits", blind: true },
    schemeVersion: 3,
    scheme: defaultScheme,
    sets: [{ id: "s1", kind: "annotator", name: "Ana", userId: "u1" }],
    people: [{ id: "u2", name: "Ben" }],
    selection: { set: "all", status: "any", split: "any" },
  },
  guidelines: [
    {
      ...{ number: 1, intro: "", createdBy: "u2", createdAt: times.createdAt },
      rules: [{ id: "l1", title: "Names", tag: "ACTOR", text: "In full." }],
    },
  ],
  rounds: [
    {
      ...{
        id: "n1",
        name: "First",
        state: "open",
        mode: "assigned",
        copies: 2,
        sharedPortion: 0.3,
        cap: null,
      },
      ...{
        claimHours: 48,
        dueAt: null,
        remindDays: null,
        isBlind: true,
        schemeVersion: 3,
        guidelineVersion: 1,
        memberIds: ["u1"],
      },
      ...{
        createdBy: "u2",
        createdAt: times.createdAt,
        plan: null,
        openedAt: times.createdAt,
        closedAt: null,
        revision: 2,
      },
    },
  ],
  entities: [
    {
      ...{ id: "e1", setId: "s1", kind: "actor", name: "Oran", aliases: ["the minister"] },
      ...{ identifiers: { wikidata: "Q1" }, note: "", revision: 0, createdBy: null },
      ...times,
      deletedAt: null,
    },
  ],
  documents: [
    richDocument,
    {
      document: {
        ...richDocument.document,
        ...{ id: "d2", title: "Empty", text: "Nothing.", textSha256: sha256OfText("Nothing."), length: 8 },
      },
      assignments: [],
      annotations: [],
      ...{ removed: [], reviews: [], decisions: [], threads: [], cases: [], places: [] },
    },
  ],
};
