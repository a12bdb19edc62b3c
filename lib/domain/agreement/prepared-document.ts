import type { CodedDocument, Coding } from "./coding";
import type { LabelSets } from "./label-sets";
import { byExtent, type Mark, type Stretch } from "./mark";
import { type Match, matchMarks } from "./match-marks";

/** One coder's work on one document, sorted and counted. */
export type PreparedCoding = {
  /** Position among the plan's coders. */
  readonly coder: number;
  /** By extent, then by tag, then by id: equal marks of two coders come in the same order. */
  readonly marks: readonly Mark[];
  /** The same, by tag. */
  readonly marksOf: readonly (readonly Mark[])[];
  /** How many units have each tag, those about the whole document included. */
  readonly counts: Int32Array;
  /** The set of tags that have a unit. */
  readonly present: number;
  /** The set of tags on each token; found when somebody asks. */
  readonly labels: Int32Array;
  readonly coding: Coding;
};

/** Two sets of tags that two coders gave to the same thing, and to how many things. */
export type LabelPair = { readonly a: number; readonly b: number; readonly times: number };

/** The sets of tags that all coders gave to the same thing, and to how many things. */
export type LabelTuple = { readonly sets: readonly number[]; readonly times: number };

/** A document made ready to be compared. Matches of two coders are found once, whoever asks for them. */
export class PreparedDocument {
  readonly id: string;
  /** In code points. */
  readonly length: number;
  readonly tokens: number;
  readonly codings: readonly PreparedCoding[];
  readonly #known = new Map<string, unknown>();

  constructor(
    document: CodedDocument,
    coders: ReadonlyMap<string, number>,
    tags: ReadonlyMap<string, number>,
    sets: LabelSets,
  ) {
    this.id = document.id;
    this.length = document.length;
    this.tokens = document.tokens.length;
    this.codings = document.codings
      .flatMap((coding) => {
        const coder = coders.get(coding.coder);
        return coder === undefined ? [] : [prepare(coding, coder, document.tokens, tags, sets)];
      })
      .sort((a, b) => a.coder - b.coder);
  }

  /** What `make` says about this document, worked out once under a name that only one kind of answer has. */
  remember<Answer>(name: string, make: () => Answer): Answer {
    const known = this.#known.get(name) ?? make();
    this.#known.set(name, known);
    // Whoever stored it under this name stored the same kind.
    return known as Answer;
  }

  /** One-to-one matches of the marks of two codings, by their positions in `codings`. */
  matches(a: number, b: number): readonly Match[] {
    return this.remember(`matches ${a} ${b}`, () =>
      matchMarks(this.codings[a]?.marks ?? [], this.codings[b]?.marks ?? []),
    );
  }

  /** What two codings say about the tokens, each combination once. */
  labelPairs(a: number, b: number): readonly LabelPair[] {
    const pairs = new Map<number, { a: number; b: number; times: number }>();
    for (const { sets, times } of this.labelTuples()) {
      const [left, right] = [sets[a] ?? 0, sets[b] ?? 0];
      const known = pairs.get(left * SETS_MAX + right);
      if (known) known.times += times;
      else pairs.set(left * SETS_MAX + right, { a: left, b: right, times });
    }
    return [...pairs.values()];
  }

  /** What all codings say about the tokens, each combination once. */
  labelTuples(): readonly LabelTuple[] {
    return this.remember("tuples", () =>
      tuplesOf(
        this.codings.map(({ labels }) => labels),
        this.tokens,
      ),
    );
  }
}

/** Sets are fewer than this in any corpus that fits into memory. */
const SETS_MAX = 2 ** 24;

function tuplesOf(all: readonly Int32Array[], tokens: number): LabelTuple[] {
  const found: { readonly sets: readonly number[]; times: number }[] = [];
  // Step by step: what the coders so far have said, and what the next one says, has a number.
  const steps = new Map<number, number>();
  const tuples = new Map<number, { times: number }>();
  for (let token = 0; token < tokens; token++) {
    let said = 0;
    for (const labels of all) {
      const key = said * SETS_MAX + (labels[token] ?? 0);
      const next = key === 0 ? 0 : steps.get(key);
      said = next ?? steps.size + 1;
      if (next === undefined) steps.set(key, said);
    }
    const known = tuples.get(said);
    if (known) known.times++;
    else {
      const tuple = { sets: all.map((labels) => labels[token] ?? 0), times: 1 };
      tuples.set(said, tuple);
      found.push(tuple);
    }
  }
  return found;
}

function prepare(
  coding: Coding,
  coder: number,
  tokens: readonly Stretch[],
  tags: ReadonlyMap<string, number>,
  sets: LabelSets,
): PreparedCoding {
  const marks: Mark[] = [];
  const counts = new Int32Array(tags.size);
  for (const [number, { id, tag: key, spans, attributes }] of coding.units.entries()) {
    const tag = tags.get(key);
    if (tag === undefined) continue;
    counts[tag] = (counts[tag] ?? 0) + 1;
    const [first] = spans;
    const last = spans.at(-1);
    if (first && last) marks.push({ id, number, tag, start: first.start, end: last.end, spans, attributes });
  }
  marks.sort(byExtent);
  let present = 0;
  for (let tag = 0; tag < counts.length; tag++) if (counts[tag]) present = sets.with(present, tag);
  const marksOf: Mark[][] = Array.from({ length: tags.size }, () => []);
  for (const mark of marks) marksOf[mark.tag]?.push(mark);
  let labels: Int32Array | null = null;
  return {
    coder,
    marks,
    marksOf,
    counts,
    present,
    get labels() {
      labels ??= labelsOf(marks, tokens, sets);
      return labels;
    },
    coding,
  };
}

/** A token has the tags of every mark that covers any of it. */
function labelsOf(marks: readonly Mark[], tokens: readonly Stretch[], sets: LabelSets): Int32Array {
  const labels = new Int32Array(tokens.length);
  for (const { tag, spans } of marks)
    for (const { start, end } of spans)
      for (let at = firstEndingAfter(tokens, start); (tokens[at]?.start ?? end) < end; at++)
        labels[at] = sets.with(labels[at] ?? 0, tag);
  return labels;
}

function firstEndingAfter(tokens: readonly Stretch[], place: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
