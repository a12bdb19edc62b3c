import type { RunningHash } from "@/lib/domain/text/sha256";
import { checkCorpusDocument } from "./check-corpus-document";
import { checkRound } from "./check-round";
import { IdSet } from "./id-set";
import { Mismatch } from "./json-shape";
import type { DocumentLine, EndLine, Line } from "./jsonl-lines";

const lineFeed = Uint8Array.of(0x0a);
const order: readonly Line["type"][] = ["header", "guideline", "round", "entity", "document", "end"];

/** What the lines so far allow the next one to be and to cite. */
export class JsonlCheck {
  readonly #hash: RunningHash;
  readonly #sets = new Set<string>();
  readonly #entities = new Set<string>();
  readonly #documents = new Set<string>();
  readonly #annotations = new IdSet();
  #removed = 0;
  readonly #reviews = new Set<string>();
  readonly #decisions = new Set<string>();
  readonly #people = new Set<string>();
  readonly #rounds = new Set<string>();
  readonly #threads = new Set<string>();
  readonly #comments = new Set<string>();
  readonly #cases = new Set<string>();
  #guidelines = 0;
  #last: Line["type"] | null = null;

  constructor(hash: RunningHash) {
    this.#hash = hash;
  }

  get isEnded(): boolean {
    return this.#last === "end";
  }

  /** What is wrong with this line here, or null. */
  take(next: Line, bytes: Uint8Array): Mismatch | null {
    const problem = this.#checkOrder(next) ?? this.#checkContent(next);
    if (next.type !== "end") {
      this.#hash.update(bytes);
      this.#hash.update(lineFeed);
    }
    this.#last = next.type;
    return problem;
  }

  #checkOrder({ type }: Line): Mismatch | null {
    if (this.#last === "end") return new Mismatch("", "Nothing may follow the end line");
    if (this.#last === null && type !== "header")
      return new Mismatch("", "The first line must be the header");
    if (this.#last !== null && type === "header")
      return new Mismatch("", "Only the first line may be a header");
    if (this.#last !== null && order.indexOf(type) < order.indexOf(this.#last))
      return new Mismatch("", `The lines are in the order ${order.join(", ")}`);
    return null;
  }

  #checkContent(next: Line): Mismatch | null {
    switch (next.type) {
      case "header":
        for (const { id } of next.sets) if (!isNew(this.#sets, id)) return twice("sets", id);
        for (const { id } of next.people) if (!isNew(this.#people, id)) return twice("people", id);
        return null;
      case "guideline":
        if (next.number <= this.#guidelines)
          return new Mismatch("number", "versions count up from 1, one for each line");
        this.#guidelines = next.number;
        return null;
      case "round":
        return isNew(this.#rounds, next.id) ? checkRound(next) : twice("id", next.id);
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
    const known = { sets: this.#sets, entities: this.#entities, rounds: this.#rounds };
    const problem = checkCorpusDocument(next, known);
    if (problem) return problem;
    for (const { id } of next.annotations) if (!this.#annotations.add(id)) return twice("annotations", id);
    for (const { id } of next.removed) if (!this.#annotations.add(id)) return twice("removed", id);
    this.#removed += next.removed.length;
    for (const { id } of next.reviews) if (!isNew(this.#reviews, id)) return twice("reviews", id);
    for (const { id } of next.decisions) if (!isNew(this.#decisions, id)) return twice("decisions", id);
    for (const { id, comments } of next.threads) {
      if (!isNew(this.#threads, id)) return twice("threads", id);
      for (const comment of comments)
        if (!isNew(this.#comments, comment.id)) return twice("threads.comments", comment.id);
    }
    for (const { id } of next.cases) if (!isNew(this.#cases, id)) return twice("cases", id);
    return null;
  }

  #checkEnd(end: EndLine): Mismatch | null {
    const counts = [
      ["entities", end.entities, this.#entities.size],
      ["documents", end.documents, this.#documents.size],
      ["annotations", end.annotations, this.#annotations.size - this.#removed],
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
