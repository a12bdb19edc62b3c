import { decisionKinds, decisionReasons } from "@/lib/domain/adjudication/decision";
import { setKinds } from "@/lib/domain/annotation/set-kind";
import { genres, type SourceDocument, splits } from "@/lib/domain/document/document";
import { reviewReasons, verdicts } from "@/lib/domain/review/verdict";
import {
  type Attribute,
  entityKinds,
  linePatterns,
  type RelationType,
  type Scheme,
  type Tag,
} from "@/lib/domain/scheme/scheme";
import { annotation, provenance, removedAnnotation } from "./annotation-shapes";
import type {
  CorpusDecision,
  CorpusDocument,
  CorpusEntity,
  CorpusHeader,
  CorpusReview,
  CorpusSet,
  Correction,
  Provenance,
} from "./corpus";
import {
  count,
  defaulted,
  dictionary,
  flag,
  list,
  nullable,
  oneOf,
  optional,
  record,
  type Shape,
  sparse,
  text,
  time,
  variants,
} from "./json-shape";
import {
  assignments,
  cases,
  type GuidelineLine,
  guideline,
  people,
  places,
  type RoundLine,
  round,
  threads,
} from "./teamwork-shapes";

/** What is written. Version 1 had no guidelines, rounds and conversations; it is read as a corpus without any. */
export const VERSION = 2;
const versions = [1, VERSION] as const;

export type HeaderLine = {
  readonly type: "header";
  readonly format: "concord-corpus";
  readonly version: (typeof versions)[number];
  readonly offsetUnit: "code points";
} & CorpusHeader;
export type EntityLine = { readonly type: "entity" } & CorpusEntity;
export type DocumentLine = { readonly type: "document" } & CorpusDocument;
/** Closes the file, so that one that was cut short or altered is recognised. */
export type EndLine = {
  readonly type: "end";
  readonly entities: number;
  readonly documents: number;
  readonly annotations: number;
  /** SHA-256 of all bytes before this line, in lower-case hex. */
  readonly sha256: string;
};
export type Line = HeaderLine | GuidelineLine | RoundLine | EntityLine | DocumentLine | EndLine;

type AttributeOf<T extends Attribute["type"]> = Extract<Attribute, { readonly type: T }>;

const titled = { key: text, title: text };
const attribute: Shape<Attribute> = variants("type", {
  choice: record<AttributeOf<"choice">>({
    ...titled,
    type: oneOf(["choice"]),
    values: list(record<AttributeOf<"choice">["values"][number]>({ ...titled, guideline: optional(text) })),
    guideline: optional(text),
    retired: optional(flag),
  }),
  boolean: record<AttributeOf<"boolean">>({
    ...titled,
    type: oneOf(["boolean"]),
    guideline: optional(text),
    retired: optional(flag),
  }),
  text: record<AttributeOf<"text">>({
    ...titled,
    type: oneOf(["text"]),
    guideline: optional(text),
    retired: optional(flag),
  }),
});

const scheme = record<Scheme>({
  tags: list(
    record<Tag>({
      ...titled,
      appliesTo: oneOf(["span", "document"]),
      code: text,
      hotkey: text,
      colour: text,
      pattern: oneOf(linePatterns),
      isHelper: flag,
      entityKind: optional(oneOf(entityKinds)),
      guideline: text,
      attributes: list(attribute),
      retired: optional(flag),
    }),
  ),
  relationTypes: list(
    record<RelationType>({
      ...titled,
      from: list(text),
      to: list(text),
      isDirected: flag,
      many: flag,
      guideline: text,
      attributes: list(attribute),
      retired: optional(flag),
    }),
  ),
});

const header = record<HeaderLine>({
  type: oneOf(["header"]),
  format: oneOf(["concord-corpus"]),
  version: oneOf(versions),
  offsetUnit: oneOf(["code points"]),
  project: record<CorpusHeader["project"]>({ id: text, name: text, blind: flag }),
  selection: record<CorpusHeader["selection"]>({
    set: text,
    status: text,
    split: text,
    revisions: optional(text),
  }),
  schemeVersion: count,
  scheme,
  sets: list(record<CorpusSet>({ id: text, kind: oneOf(setKinds), name: text, userId: nullable(text) })),
  people: defaulted(people, []),
});

const entity = record<EntityLine>({
  type: oneOf(["entity"]),
  id: text,
  setId: text,
  kind: oneOf(entityKinds),
  name: text,
  aliases: list(text),
  identifiers: dictionary(text),
  note: text,
  revision: count,
  ...provenance,
  deletedAt: sparse(nullable(time), null),
});

const source = record<SourceDocument & Provenance & Correction>({
  id: text,
  title: text,
  outlet: text,
  publisherCountry: text,
  byline: text,
  credit: text,
  url: text,
  publishedAt: nullable(text),
  language: text,
  genre: nullable(oneOf(genres)),
  licenceNote: text,
  split: oneOf(splits),
  supersedesId: optional(text),
  correctionNote: optional(text),
  ...provenance,
  length: count,
  textSha256: text,
  text,
});

const document = record<DocumentLine>({
  type: oneOf(["document"]),
  document: source,
  assignments,
  annotations: list(annotation),
  removed: sparse(list(removedAnnotation), []),
  // Files from before there were verdicts have none.
  reviews: defaulted(
    list(
      record<CorpusReview>({
        id: text,
        annotationId: text,
        reviewerId: text,
        verdict: oneOf(verdicts),
        reason: nullable(oneOf(reviewReasons)),
        text,
        annotationRevision: count,
        revision: count,
        createdAt: time,
        updatedAt: time,
      }),
    ),
    [],
  ),
  // Files from before there was adjudication have none.
  decisions: defaulted(
    list(
      record<CorpusDecision>({
        id: text,
        kind: oneOf(decisionKinds),
        annotationId: nullable(text),
        sources: list(
          record<CorpusDecision["sources"][number]>({ annotationId: text, revision: count, isTaken: flag }),
        ),
        reason: nullable(oneOf(decisionReasons)),
        text,
        revision: count,
        ...provenance,
      }),
    ),
    [],
  ),
  threads: defaulted(threads, []),
  cases: defaulted(cases, []),
  places: defaulted(places, []),
});

const end = record<EndLine>({
  type: oneOf(["end"]),
  entities: count,
  documents: count,
  annotations: count,
  sha256: text,
});

/** One line of the native format. */
export const line: Shape<Line> = variants("type", { header, guideline, round, entity, document, end });
