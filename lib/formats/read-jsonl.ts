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

type Front = {
  readonly guidelines: readonly GuidelineLine[];
  readonly rounds: readonly RoundLine[];
  readonly entities: readonly EntityLine[];
};

/**
 * Reads the native format. Everything is checked before anything is handed out: the form of every line, every
 * text against its hash, every span against its quote, every cited id, and the whole file against its last line.
 */
export async function readJsonl(open: () => AsyncIterable<Uint8Array>): Promise<ReadCorpus> {
  let header: HeaderLine | null = null;
  const [guidelines, rounds, entities]: [GuidelineLine[], RoundLine[], EntityLine[]] = [[], [], []];
  const lines = linesOf(open());
  for (;;) {
    const next = await lines.next();
    if (next.done) {
      if (next.value) return next.value;
      if (!header) return { ok: false, line: 1, reason: "The file is empty" };
      return { ok: true, corpus: corpusOf(header, { guidelines, rounds, entities }, open) };
    }
    if (next.value.type === "header") header = next.value;
    if (next.value.type === "guideline") guidelines.push(next.value);
    if (next.value.type === "round") rounds.push(next.value);
    if (next.value.type === "entity") entities.push(next.value);
  }
}

function corpusOf(
  { project, selection, schemeVersion, scheme, sets, people }: HeaderLine,
  { guidelines, rounds, entities }: Front,
  open: () => AsyncIterable<Uint8Array>,
): Corpus {
  return {
    header: { project, selection, schemeVersion, scheme, sets, people },
    guidelines: guidelines.map(({ type: _, ...guideline }) => guideline),
    rounds: rounds.map(({ type: _, ...round }) => round),
    entities: entities.map(({ type: _, ...entity }) => entity),
    documents: { [Symbol.asyncIterator]: () => documentsOf(open()) },
  };
}

async function* documentsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CorpusDocument> {
  const lines = linesOf(bytes);
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
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line, FileProblem | null> {
  const check = new JsonlCheck();
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
