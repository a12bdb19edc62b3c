import { OffsetMap } from "@/lib/domain/text/offsets";
import { sha256OfText } from "@/lib/domain/text/sha256";
import { checkQuotedSpans, shown } from "./check-quoted-spans";
import { checkTeamwork } from "./check-teamwork";
import type { CorpusAnnotation, CorpusDocument } from "./corpus";
import { Mismatch } from "./json-shape";

/** Ids that the file has named so far and that a document may cite. */
export type KnownIds = {
  readonly sets: ReadonlySet<string>;
  readonly entities: ReadonlySet<string>;
  readonly rounds: ReadonlySet<string>;
};

/**
 * Whether a document from a file agrees with itself: the text with its hash and length, every span with its
 * quote, every cited id with something the file has named before. Returns null when it does. Whether the scheme
 * allows what is asserted is for the importer, which knows the scheme it imports into.
 */
export function checkCorpusDocument(item: CorpusDocument, known: KnownIds): Mismatch | null {
  const { document } = item;
  if (sha256OfText(document.text) !== document.textSha256)
    return new Mismatch("document.textSha256", "this is not the hash of the text: the text was altered");
  const map = new OffsetMap(document.text);
  if (map.length !== document.length)
    return new Mismatch("document.length", `the text has ${map.length} code points, not ${document.length}`);
  return (
    checkAnnotations(item, known, map) ??
    checkReviews(item) ??
    checkDecisions(item) ??
    checkTeamwork(item, known, map)
  );
}

/** One verdict of each reviewer on each annotation of the document. */
function checkReviews({ annotations, removed, reviews }: CorpusDocument): Mismatch | null {
  const known = new Set([...annotations, ...removed].map(({ id }) => id));
  const given = new Set<string>();
  for (const [at, { annotationId, reviewerId }] of reviews.entries()) {
    if (!known.has(annotationId))
      return new Mismatch(
        `reviews.${at}.annotationId`,
        `the document has no annotation ${shown(annotationId)}`,
      );
    const key = `${annotationId} ${reviewerId}`;
    if (given.has(key)) return new Mismatch(`reviews.${at}`, "a reviewer has two verdicts on one annotation");
    given.add(key);
  }
  return null;
}

/** What a decision became is there; what it was made on may be in sets that the file leaves out. */
function checkDecisions({ annotations, removed, decisions }: CorpusDocument): Mismatch | null {
  const known = new Set([...annotations, ...removed].map(({ id }) => id));
  for (const [at, { annotationId, sources }] of decisions.entries()) {
    if (annotationId !== null && !known.has(annotationId))
      return new Mismatch(
        `decisions.${at}.annotationId`,
        `the document has no annotation ${shown(annotationId)}`,
      );
    if (new Set(sources.map((source) => source.annotationId)).size < sources.length)
      return new Mismatch(`decisions.${at}.sources`, "a source is named twice");
  }
  return null;
}

/** Those that are removed come after the others, so that none that is there joins them. */
function checkAnnotations(item: CorpusDocument, known: KnownIds, map: OffsetMap): Mismatch | null {
  const setOf = new Map<string, string>();
  return checkList(item, "annotations", known, map, setOf) ?? checkList(item, "removed", known, map, setOf);
}

function checkList(
  item: CorpusDocument,
  name: "annotations" | "removed",
  known: KnownIds,
  map: OffsetMap,
  setOf: Map<string, string>,
): Mismatch | null {
  for (const [at, annotation] of item[name].entries()) {
    const path = `${name}.${at}`;
    if (setOf.has(annotation.id))
      return new Mismatch(`${path}.id`, `the id ${shown(annotation.id)} is used twice`);
    if (annotation.documentId !== item.document.id)
      return new Mismatch(`${path}.documentId`, "this is the id of another document");
    if (!known.sets.has(annotation.setId))
      return new Mismatch(`${path}.setId`, `the header has no set ${shown(annotation.setId)}`);
    const problem = checkKind(annotation, path, item.document.text, map, known, setOf);
    if (problem) return problem;
    setOf.set(annotation.id, annotation.setId);
  }
  return null;
}

function checkKind(
  annotation: CorpusAnnotation,
  path: string,
  text: string,
  map: OffsetMap,
  known: KnownIds,
  setOf: ReadonlyMap<string, string>,
): Mismatch | null {
  switch (annotation.kind) {
    case "span":
      if (annotation.entityId !== null && !known.entities.has(annotation.entityId))
        return new Mismatch(`${path}.entityId`, `no line above has the entity ${shown(annotation.entityId)}`);
      return checkQuotedSpans(annotation.spans, `${path}.spans`, text, map);
    case "relation":
      for (const end of ["fromId", "toId"] as const)
        if (setOf.get(annotation[end]) !== annotation.setId)
          return new Mismatch(
            `${path}.${end}`,
            `no annotation of the same set stands before it with the id ${shown(annotation[end])}`,
          );
      return null;
    case "document":
      return null;
  }
}
