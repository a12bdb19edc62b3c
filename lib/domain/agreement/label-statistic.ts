import type { MarkCounts } from "./mark-counts";
import {
  addBinaryPair,
  addGroup,
  addPair,
  type NominalGroup,
  type NominalPair,
  readBinaryPair,
  readGroup,
  readPair,
  withLargestShare,
} from "./nominal-counts";
import type { LabelPair, LabelTuple, PreparedDocument } from "./prepared-document";
import { type Comparison, type Sink, type Statistic, type Subject, slotOf, type Tally } from "./statistic";

type Source = {
  readonly id: string;
  readonly subject: Subject;
  /** Whether a rare tag is worth a warning; of tokens every tag is rare. */
  readonly warnsOfSkew: boolean;
  pairs(document: PreparedDocument, a: number, b: number): Iterable<LabelPair>;
  tuples(document: PreparedDocument): Iterable<LabelTuple>;
};

/** What two coders say about things; `marks` counts each thing with each of its tags. */
export type LabelCounts = NominalPair & { readonly marks: MarkCounts };

const nothing: MarkCounts = { items: 0, both: 0, left: 0, right: 0 };

function readLabels(tally: Tally): LabelCounts {
  if (tally.topic === 0 && !tally.isSum) return { ...readPair(tally), marks: nothing };
  const left = slotOf(tally, 2);
  const right = slotOf(tally, 3);
  const marks = { items: left + right, both: slotOf(tally, 1), left, right };
  return { ...readBinaryPair(tally), marks };
}

/** Things that have a set of tags each: a tag alone is a yes or no, all together compare whole sets. */
const counting = ({
  id,
  subject,
  warnsOfSkew,
  pairs,
  tuples,
}: Source): Statistic<LabelCounts, NominalGroup> => ({
  id,
  subject,
  start(comparison) {
    const shown = <Counts extends NominalPair | NominalGroup>(counts: Counts, tally: Tally) =>
      warnsOfSkew ? withLargestShare(counts, tally) : counts;
    return {
      topics: comparison.plan.tags.map((tag) => ({ tag, attribute: null })),
      countPair: (document, a, b, sink) => countPair(pairs(document, a, b), comparison, sink),
      readPair: (tally) => shown(readLabels(tally), tally),
      group: {
        count: (document, sink) => countGroup(tuples(document), document.codings.length, comparison, sink),
        read: (tally) => shown(readGroup(tally), tally),
      },
    };
  },
});

/** Whether two coders gave each token the same tags. */
export const tokenLabels = counting({
  id: "token-labels",
  subject: "text",
  warnsOfSkew: false,
  pairs: (prepared, a, b) => prepared.labelPairs(a, b),
  tuples: (prepared) => prepared.labelTuples(),
});

/** Whether two coders used the same tags in each document. */
export const documentLabels = counting({
  id: "document-labels",
  subject: "marks",
  warnsOfSkew: true,
  pairs: ({ codings }, a, b) => [{ a: codings[a]?.present ?? 0, b: codings[b]?.present ?? 0, times: 1 }],
  tuples: ({ codings }) => [{ sets: codings.map(({ present }) => present), times: 1 }],
});

function countPair(pairs: Iterable<LabelPair>, { plan, sets }: Comparison, sink: Sink): void {
  const both = new Float64Array(plan.tags.length);
  const left = new Float64Array(plan.tags.length);
  const right = new Float64Array(plan.tags.length);
  let items = 0;
  for (const { a, b, times } of pairs) {
    items += times;
    addPair(sink, 0, a, b, times);
    for (const tag of sets.tagsOf(b)) right[tag] = (right[tag] ?? 0) + times;
    for (const tag of sets.tagsOf(a)) {
      left[tag] = (left[tag] ?? 0) + times;
      if (sets.has(b, tag)) both[tag] = (both[tag] ?? 0) + times;
    }
  }
  plan.tags.forEach((_, tag) => {
    addBinaryPair(sink, tag + 1, items, both[tag] ?? 0, left[tag] ?? 0, right[tag] ?? 0);
  });
}

function countGroup(
  tuples: Iterable<LabelTuple>,
  coders: number,
  { plan, sets }: Comparison,
  sink: Sink,
): void {
  const yes = new Float64Array(plan.tags.length);
  const differing = new Float64Array(plan.tags.length);
  const times = new Float64Array(plan.tags.length);
  let items = 0;
  for (const tuple of tuples) {
    items += tuple.times;
    addGroup(sink, 0, tuple.sets, tuple.times);
    times.fill(0);
    for (const set of tuple.sets) for (const tag of sets.tagsOf(set)) times[tag] = (times[tag] ?? 0) + 1;
    times.forEach((given, tag) => {
      yes[tag] = (yes[tag] ?? 0) + given * tuple.times;
      differing[tag] = (differing[tag] ?? 0) + 2 * given * (coders - given) * tuple.times;
    });
  }
  plan.tags.forEach((_, tag) => {
    const given = yes[tag] ?? 0;
    sink(tag + 1, 0, items);
    sink(tag + 1, 1, items * coders);
    sink(tag + 1, 2, items * coders * coders);
    if (given > 0) sink(tag + 1, 3, (differing[tag] ?? 0) / (coders - 1));
    sink(tag + 1, 4, items * coders - given);
    if (given > 0) sink(tag + 1, 5, given);
  });
}
