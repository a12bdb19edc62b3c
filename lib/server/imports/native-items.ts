import "server-only";
import { uuidv7 } from "uuidv7";
import { AttributeValues, NOTE_LENGTH_MAX } from "@/lib/contracts/annotations";
import { DocumentMetadataShape } from "@/lib/contracts/documents";
import { COPIES_MAX } from "@/lib/contracts/rounds";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { exactText } from "@/lib/domain/text/exact-text";
import type { Corpus, CorpusAnnotation, CorpusDocument } from "@/lib/formats/corpus";
import { jsonl } from "@/lib/formats/jsonl";
import { isUuid } from "../authorize";
import { nodeSha256 } from "../corpus/node-sha256";
import { db } from "../database";
import { extractLimits } from "../extract/extract-limits";
import { broughtBy } from "./brought";
import type { ImportTarget } from "./import-target";
import { decisionProblem } from "./native-decisions";
import { frontProblem } from "./native-front";
import { reviewProblem } from "./native-reviews";
import { checkedScheme, schemeProblem, schemeToMeet } from "./native-scheme";
import { threadProblem } from "./native-threads";
import { documentWords, frontWords } from "./native-words";
import { type StagedItem, stagedProblem } from "./staged-item";

/** Enough to recognise a text by; the whole is read from the file again. */
const PREVIEW_MAX = 400;

/**
 * What a corpus in the native format holds: one item for each of its documents, in its order, so that item and
 * document find each other again. A file that is damaged anywhere is one problem: half a corpus is no corpus.
 */
export async function* nativeItems(
  target: ImportTarget,
  file: number,
  { path, open }: { readonly path: string; readonly open: () => AsyncIterable<Uint8Array> },
): AsyncGenerator<StagedItem> {
  const read = await jsonl.read(open, nodeSha256);
  if (!read.ok) {
    yield stagedProblem(path, read.line, read.reason);
    return;
  }
  const { corpus } = read;
  const scheme = checkedScheme(corpus.header);
  const problem = "problem" in scheme ? { line: 1, reason: scheme.problem } : frontProblem(corpus);
  if (problem !== null || "problem" in scheme) {
    yield stagedProblem(path, problem?.line ?? 1, problem?.reason ?? "");
    return;
  }
  const toMeet = await schemeToMeet(db(), target, scheme);
  yield* documentItems(target, file, path, corpus, toMeet);
}

async function* documentItems(
  target: ImportTarget,
  file: number,
  path: string,
  corpus: Corpus,
  scheme: Scheme,
): AsyncGenerator<StagedItem> {
  const taken = await takenIds(target, file);
  const goldSets = new Set(corpus.header.sets.flatMap(({ id, kind }) => (kind === "gold" ? [id] : [])));
  // The header is line 1.
  let line = 1 + corpus.guidelines.length + corpus.rounds.length + corpus.entities.length;
  let front = frontWords(corpus, await broughtBy(db(), target.projectId, corpus));
  for await (const item of corpus.documents) {
    line++;
    const problem = documentProblem(item, scheme, goldSets);
    if (problem !== null) {
      yield stagedProblem(path, line, problem);
      continue;
    }
    const { document } = item;
    const { title, ...metadata } = metadataOf(item);
    yield {
      path,
      line,
      state: "new",
      reason: [documentWords(item), ...front].join(" "),
      documentId: taken.has(document.id) ? uuidv7() : document.id,
      title,
      text: [...document.text.slice(0, 2 * PREVIEW_MAX)].slice(0, PREVIEW_MAX).join(""),
      textSha256: document.textSha256,
      length: document.length,
      metadata,
    };
    front = [];
  }
}

/** The metadata of a document of a file, by the names of the API. */
export function metadataOf({ document }: CorpusDocument) {
  const {
    id: _1,
    text: _2,
    textSha256: _3,
    length: _4,
    createdBy: _5,
    createdAt: _6,
    updatedAt: _7,
    supersedesId: _8,
    correctionNote: _9,
    ...metadata
  } = document;
  return metadata;
}

/** The ids that the project's documents and the files before this one have: too few to ask for one by one. */
async function takenIds({ projectId, importId }: ImportTarget, file: number): Promise<ReadonlySet<string>> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "Document" d WHERE d."projectId" = ${projectId}::uuid
    UNION ALL
    SELECT i."documentId" FROM "ImportItem" i WHERE i."projectId" = ${projectId}::uuid
      AND i."importId" = ${importId}::uuid AND i."fileNumber" < ${file}`;
  return new Set(rows.map(({ id }) => id));
}

function documentProblem(item: CorpusDocument, scheme: Scheme, goldSets: ReadonlySet<string>): string | null {
  const { document, annotations, removed } = item;
  const exact = exactText(document.text);
  if (!exact.ok || exact.text !== document.text)
    return "The text has characters that a document can't have (NUL, half characters, or other line ends than LF).";
  if (Buffer.byteLength(document.text) > extractLimits.textBytesMax) return "The text is too long.";
  const metadata = DocumentMetadataShape.safeParse(metadataOf(item));
  if (!metadata.success) {
    const [first] = metadata.error.issues;
    return `document.${first?.path.join(".")}: ${first?.message}`;
  }
  const asserted = [...annotations, ...removed].flatMap(({ id, createdBy }) => [id, createdBy]);
  if (![document.id, document.createdBy, ...asserted].every((id) => id === null || isUuid(id)))
    return "An id is not a UUID.";
  const tags = new Map(annotations.map(({ id, tag }) => [id, tag]));
  return (
    annotationProblem("annotations", annotations, scheme, tags) ??
    annotationProblem("removed", removed, scheme, null) ??
    assignmentProblem(item) ??
    reviewProblem(item) ??
    decisionProblem(item, goldSets) ??
    threadProblem(item)
  );
}

function annotationProblem(
  name: string,
  annotations: readonly CorpusAnnotation[],
  scheme: Scheme,
  tags: ReadonlyMap<string, string> | null,
): string | null {
  for (const [at, annotation] of annotations.entries()) {
    if (annotation.note.length > NOTE_LENGTH_MAX || annotation.note.includes("\0"))
      return `${name}.${at}.note: too long, or with a NUL`;
    // Revisions begin with 1, and who changes one names it.
    if (annotation.revision < 1) return `${name}.${at}.revision: revisions begin with 1`;
    if (!AttributeValues.safeParse(annotation.attributes).success)
      return `${name}.${at}.attributes: a value that can't be stored`;
    const problem = schemeProblem(scheme, annotation, tags);
    if (problem !== null) return `${name}.${at}: ${problem}`;
  }
  return null;
}

/** More than a person works in three weeks, and less than a database counts. */
const ACTIVE_MS_MAX = 2_000_000_000;

function assignmentProblem({ assignments, places }: CorpusDocument): string | null {
  if (new Set(assignments.map(({ setId }) => setId)).size < assignments.length)
    return "assignments: a set is assigned twice";
  if (assignments.some(({ activeMs }) => activeMs !== null && activeMs > ACTIVE_MS_MAX))
    return "assignments: nobody works so long";
  if (!places.every(({ copies }) => copies >= 1 && copies <= COPIES_MAX))
    return "places: copies that no round has";
  return places.every(({ planned }) => planned.every(({ plan, userId }) => plan >= 1 && isUuid(userId)))
    ? null
    : "places.planned: plans count from 1, and name people by UUIDs";
}
