import type { GammaShares } from "./gamma-shares";
import type { LabelSets } from "./label-sets";
import type { Plan } from "./plan";
import type { PreparedDocument } from "./prepared-document";

/**
 * What is counted about one topic: sums over documents, one for each slot. Slots that no document used are not
 * there, and count as 0.
 */
export type Tally = {
  readonly sums: Float64Array;
  /** Where the sums of this resample begin, and how far apart two of them are. */
  readonly at: number;
  readonly stride: number;
  /** From `base` on, the place of each slot among the sums. */
  readonly places: Int32Array;
  readonly base: number;
  readonly width: number;
  /** Position of the topic in the statistic's list; 0 is everything together. */
  readonly topic: number;
  /** Topic 0 of the same documents, where this is another topic. */
  readonly whole: Tally | null;
  /** Whether it is the sum of all topics, and not what was counted as topic 0. */
  readonly isSum: boolean;
  /** Whether it is of drawn documents, and not of the documents as they are. */
  readonly isResampled: boolean;
  /** What its counter read out of it, for the next measure that asks. */
  counts: unknown;
};

export const slotOf = (tally: Tally, slot: number): number =>
  slot < tally.width
    ? (tally.sums[tally.at + (tally.places[tally.base + slot] ?? 0) * tally.stride] ?? 0)
    : 0;

/** Takes what a document adds to a slot of a topic. */
export type Sink = (topic: number, slot: number, amount: number) => void;

/** What statistics share while documents go by. */
export type Comparison = {
  readonly plan: Plan;
  readonly sets: LabelSets;
  /** What documents contribute to γ, where that was worked out beforehand; else γ has nothing to count. */
  readonly gammaShares: GammaShares | null;
};

/** A tag, or an attribute of a tag, that has figures of its own. */
export type Topic = { readonly tag: string; readonly attribute: string | null };

/**
 * Counts of documents that add up: the figures of any group of documents follow from the sum of theirs, so that
 * resampling documents, or taking those of one month, reads no document again.
 */
export type Counter<Pair, Group> = {
  /** Topics 1 and following; topic 0 is everything together. */
  readonly topics: readonly Topic[];
  /**
   * Adds what one document says about two of its codings, by their positions in the document. Where no figure rests
   * on the topics of pairs, topic 0 is enough.
   */
  countPair(document: PreparedDocument, a: number, b: number, sink: Sink, wantsTopics: boolean): void;
  readPair(tally: Tally): Pair;
  /** Adds what one document says about all its codings together; null where only pairs can be compared. */
  readonly group: {
    count(document: PreparedDocument, sink: Sink): void;
    read(tally: Tally): Group;
  } | null;
};

/** What is looked at: marks, their number and what ties them, or the text and what covers it. */
export const subjects = ["marks", "text"] as const;
export type Subject = (typeof subjects)[number];

/** A way to count, started anew for each comparison. Measures that share one are counted once. */
export type Statistic<Pair, Group> = {
  readonly id: string;
  readonly subject: Subject;
  start(comparison: Comparison): Counter<Pair, Group>;
};

/**
 * What the figure of "everything together" rests on: what was counted as topic 0, the sum of the topics' counts,
 * or the mean of the topics' figures.
 */
export type Whole = "counted" | "sum" | "mean";

/** Everything that statistics read out of tallies says how many things it is about. */
export type Counted = {
  /** Marks, tokens, documents, matched marks or relations. */
  readonly items: number;
  /**
   * The largest share of one category, where that says something about the figure. Of the documents as they are
   * only: nobody warns of a resample.
   */
  readonly largestShare?: number;
  /** Whether some of it could only be worked out approximately. */
  readonly isApproximate?: boolean;
};
