import { type RunningHash, Sha256 } from "@/lib/domain/text/sha256";
import { byteLines } from "./byte-lines";
import type { FileProblem, ReadCorpus } from "./codec";
import type { Corpus, CorpusDocument } from "./corpus";
import { Mismatch } from "./json-shape";
import { JsonlCheck } from "./jsonl-check";
import { type EntityLine, type HeaderLine, type Line, line } from "./jsonl-lines";
import type { GuidelineLine, RoundLine } from "./teamwork-shapes";

/** Far above one document with its annotations, and below what one string can hold. */
const lineBytesMax = 256 * 1024 * 1024;

const unended = {
  "end of file": "The file was cut short, or its last line feed is missing",
  limit: `The line is longer than ${lineBytesMax} bytes`,
} as const;

type Open = () => AsyncIterable<Uint8Array>;
type NewHash = () => RunningHash;
type Front = {
  readonly guidelines: readonly GuidelineLine[];
  readonly rounds: readonly RoundLine[];
  readonly entities: readonly EntityLine[];
};

/**
 * Reads the native format. Everything is checked before anything is handed out: the form of every line, every
 * text against its hash, every span against its quote, every cited id, and the whole file against its last line.
 */
export const readJsonl = (open: Open, newHash: NewHash = () => new Sha256()): Promise<ReadCorpus> =>
  readFront(open, newHash, true);

/**
 * The same of a file that has been read to its end before: only what comes before its documents is read, and they
 * are checked as they are handed out. If the file was changed meanwhile they throw.
 */
export const openJsonl = (open: Open, newHash: NewHash = () => new Sha256()): Promise<ReadCorpus> =>
  readFront(open, newHash, false);

async function readFront(open: Open, newHash: NewHash, toTheEnd: boolean): Promise<ReadCorpus> {
  let header: HeaderLine | null = null;
  const [guidelines, rounds, entities]: [GuidelineLine[], RoundLine[], EntityLine[]] = [[], [], []];
  const lines = linesOf(open(), newHash());
  for (;;) {
    const next = await lines.next();
    if (next.done) {
      if (next.value) return next.value;
      break;
    }
    const line = next.value;
    if (line.type === "header") header = line;
    if (line.type === "guideline") guidelines.push(line);
    if (line.type === "round") rounds.push(line);
    if (line.type === "entity") entities.push(line);
    if (!toTheEnd && line.type === "document") break;
  }
  await lines.return(null);
  if (!header) return { ok: false, line: 1, reason: "The file is empty" };
  const documents = { [Symbol.asyncIterator]: () => documentsOf(open(), newHash()) };
  return { ok: true, corpus: corpusOf(header, { guidelines, rounds, entities }, documents) };
}

function corpusOf(
  { project, selection, schemeVersion, scheme, sets, people }: HeaderLine,
  { guidelines, rounds, entities }: Front,
  documents: Corpus["documents"],
): Corpus {
  return {
    header: { project, selection, schemeVersion, scheme, sets, people },
    guidelines: guidelines.map(({ type: _, ...guideline }) => guideline),
    rounds: rounds.map(({ type: _, ...round }) => round),
    entities: entities.map(({ type: _, ...entity }) => entity),
    documents,
  };
}

async function* documentsOf(
  bytes: AsyncIterable<Uint8Array>,
  hash: RunningHash,
): AsyncGenerator<CorpusDocument> {
  const lines = linesOf(bytes, hash);
  for (;;) {
    const next = await lines.next();
    if (next.done) {
      if (next.value) throw new Error(`The file changed while it was read, at line ${next.value.line}`);
      return;
    }
    if (next.value.type !== "document") continue;
    const { type: _, ...item } = next.value;
    yield item;
  }
}

/** The checked lines of a file in order; at the end what is wrong with it, or null. */
async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  hash: RunningHash,
): AsyncGenerator<Line, FileProblem | null> {
  const check = new JsonlCheck(hash);
  let number = 0;
  for await (const { bytes: content, endedBy } of byteLines(bytes, lineBytesMax)) {
    number++;
    const parsed = endedBy === "line feed" ? parse(content) : new Mismatch("", unended[endedBy]);
    const problem = parsed instanceof Mismatch ? parsed : check.take(parsed, content);
    if (problem) return { ok: false, line: number, reason: problem.toString() };
    if (!(parsed instanceof Mismatch)) yield parsed;
  }
  if (check.isEnded) return null;
  return { ok: false, line: number + 1, reason: "The file was cut short: its end line is missing" };
}

function parse(bytes: Uint8Array): Line | Mismatch {
  const text = decoded(bytes);
  if (text === null) return new Mismatch("", "The line is not UTF-8");
  const value = parsedJson(text);
  if (value === undefined) return new Mismatch("", "The line is not JSON");
  return line.read(value, "");
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
