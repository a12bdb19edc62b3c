import { Sha256 } from "@/lib/domain/text/sha256";
import { byteLines } from "./byte-lines";
import { checkCorpusDocument } from "./check-corpus-document";
import type { FileProblem, ReadCorpus } from "./codec";
import type { Corpus, CorpusDocument } from "./corpus";
import { Mismatch } from "./json-shape";
import {
  type DocumentLine,
  type EndLine,
  type EntityLine,
  type HeaderLine,
  type Line,
  line,
} from "./jsonl-lines";

/** Far above one document with its annotations, and below what one string can hold. */
const lineBytesMax = 256 * 1024 * 1024;

const unended = {
  "end of file": "The file was cut short, or its last line feed is missing",
  limit: `The line is longer than ${lineBytesMax} bytes`,
} as const;

const lineFeed = Uint8Array.of(0x0a);

/**
 * Reads the native format. Everything is checked before anything is handed out: the form of every line, every
 * text against its hash, every span against its quote, every cited id, and the whole file against its last line.
 */
export async function readJsonl(open: () => AsyncIterable<Uint8Array>): Promise<ReadCorpus> {
  let header: HeaderLine | null = null;
  const entities: EntityLine[] = [];
  const lines = linesOf(open());
  for (;;) {
    const next = await lines.next();
    if (next.done) {
      if (next.value) return next.value;
      if (!header) return { ok: false, line: 1, reason: "The file is empty" };
      return { ok: true, corpus: corpusOf(header, entities, open) };
    }
    if (next.value.type === "header") header = next.value;
    if (next.value.type === "entity") entities.push(next.value);
  }
}

function corpusOf(
  { project, selection, schemeVersion, scheme, sets }: HeaderLine,
  entities: readonly EntityLine[],
  open: () => AsyncIterable<Uint8Array>,
): Corpus {
  return {
    header: { project, selection, schemeVersion, scheme, sets },
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
  const check = new FileCheck();
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

/** What the lines so far allow the next one to be and to cite. */
class FileCheck {
  readonly #hash = new Sha256();
  readonly #sets = new Set<string>();
  readonly #entities = new Set<string>();
  readonly #documents = new Set<string>();
  readonly #annotations = new Set<string>();
  readonly #reviews = new Set<string>();
  readonly #decisions = new Set<string>();
  #last: Line["type"] | null = null;

  get isEnded(): boolean {
    return this.#last === "end";
  }

  /** What is wrong with this line here, or null. */
  take(next: Line, bytes: Uint8Array): Mismatch | null {
    const problem = this.#checkOrder(next) ?? this.#checkContent(next);
    if (next.type !== "end") this.#hash.update(bytes).update(lineFeed);
    this.#last = next.type;
    return problem;
  }

  #checkOrder({ type }: Line): Mismatch | null {
    if (this.#last === "end") return new Mismatch("", "Nothing may follow the end line");
    if (this.#last === null && type !== "header")
      return new Mismatch("", "The first line must be the header");
    if (this.#last !== null && type === "header")
      return new Mismatch("", "Only the first line may be a header");
    if (this.#last === "document" && type === "entity")
      return new Mismatch("", "Entities come before the first document");
    return null;
  }

  #checkContent(next: Line): Mismatch | null {
    switch (next.type) {
      case "header":
        for (const { id } of next.sets) if (!isNew(this.#sets, id)) return twice("sets", id);
        return null;
      case "entity":
        if (!this.#sets.has(next.setId))
          return new Mismatch("setId", `the header has no set “${next.setId}”`);
        return isNew(this.#entities, next.id) ? null : twice("id", next.id);
      case "document":
        return this.#checkDocument(next);
      case "end":
        return this.#checkEnd(next);
    }
  }

  #checkDocument(next: DocumentLine): Mismatch | null {
    if (!isNew(this.#documents, next.document.id)) return twice("document.id", next.document.id);
    const problem = checkCorpusDocument(next, { sets: this.#sets, entities: this.#entities });
    if (problem) return problem;
    for (const { id } of next.annotations) if (!isNew(this.#annotations, id)) return twice("annotations", id);
    for (const { id } of next.reviews) if (!isNew(this.#reviews, id)) return twice("reviews", id);
    for (const { id } of next.decisions) if (!isNew(this.#decisions, id)) return twice("decisions", id);
    return null;
  }

  #checkEnd(end: EndLine): Mismatch | null {
    const counts = [
      ["entities", end.entities, this.#entities.size],
      ["documents", end.documents, this.#documents.size],
      ["annotations", end.annotations, this.#annotations.size],
    ] as const;
    for (const [name, stated, counted] of counts)
      if (stated !== counted) return new Mismatch(name, `the file has ${counted}, not ${stated}`);
    if (end.sha256 !== this.#hash.digest())
      return new Mismatch("sha256", "this is not the hash of the lines above: the file was altered");
    return null;
  }
}

const twice = (path: string, id: string): Mismatch => new Mismatch(path, `the id “${id}” is used twice`);

/** Remembers the id; false when it was there before. */
function isNew(ids: Set<string>, id: string): boolean {
  if (ids.has(id)) return false;
  ids.add(id);
  return true;
}
