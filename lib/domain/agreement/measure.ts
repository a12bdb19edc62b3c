import type { AgreementLevel } from "./level";
import type { Outcome } from "./outcome";
import type { Comparison, Counted, Counter, Statistic, Subject, Tally, Topic, Whole } from "./statistic";

/** An outcome with what it is about. */
export type Estimated = { readonly outcome: Outcome; readonly counted: Counted };

/** A measure at one level, for one comparison: how a tally becomes a figure. */
export type Started = {
  readonly counter: Counter<unknown, unknown>;
  /** Topics 1 and following that have figures of their own. */
  readonly topics: readonly Topic[];
  readonly whole: Whole;
  onPair(tally: Tally): Estimated;
  /** Null where the figure of several coders is the mean over their pairs. */
  readonly onGroup: ((tally: Tally) => Estimated) | null;
};

/** What a measure does at one level: which counts it needs and what it makes of them. */
export type Application = {
  readonly level: AgreementLevel;
  readonly statistic: string;
  readonly subject: Subject;
  /** `counterOf` hands out one counter for each statistic, so that measures share it. */
  start(comparison: Comparison, counterOf: CounterOf): Started;
};

export type CounterOf = <Pair, Group>(statistic: Statistic<Pair, Group>) => Counter<Pair, Group>;

type Applied<Pair, Group> = {
  readonly level: AgreementLevel;
  readonly statistic: Statistic<Pair, Group>;
  readonly whole: Whole;
  readonly ofPair: (counts: Pair) => Outcome;
  /** Without it, pairs are averaged. */
  readonly ofGroup?: (counts: Group) => Outcome;
  /** What the figure of a pair is about, where that is not all that was counted. */
  readonly countedOf?: (counts: Pair) => Counted;
  /** The same of a group. */
  readonly countedOfGroup?: (counts: Group) => Counted;
  /** Whether the topics have figures of their own; they have unless it says no. */
  readonly hasTopics?: boolean;
};

/** Ties a formula to what it counts. */
export function applied<Pair extends Counted, Group extends Counted>({
  level,
  statistic,
  whole,
  ofPair,
  ofGroup,
  countedOf,
  countedOfGroup,
  hasTopics = true,
}: Applied<Pair, Group>): Application {
  return {
    level,
    statistic: statistic.id,
    subject: statistic.subject,
    start(_, counterOf) {
      const counter = counterOf(statistic);
      const { group } = counter;
      return {
        counter,
        topics: hasTopics ? counter.topics : [],
        whole,
        onPair(tally) {
          const counts = counter.readPair(tally);
          return { outcome: ofPair(counts), counted: countedOf?.(counts) ?? counts };
        },
        onGroup:
          group && ofGroup
            ? (tally) => {
                const counts = group.read(tally);
                return { outcome: ofGroup(counts), counted: countedOfGroup?.(counts) ?? counts };
              }
            : null,
      };
    },
  };
}

/** One coefficient of agreement: what it is, for people, and what it does, for the program. */
export type Measure = {
  readonly id: string;
  readonly title: string;
  /** two: it compares two coders, and for more its mean over their pairs is given. any: all coders at once. */
  readonly coders: "two" | "any";
  readonly isChanceCorrected: boolean;
  /** Only worked out when asked for by name. */
  readonly isSlow: boolean;
  readonly range: { readonly min: number; readonly max: number };
  /** What it means, for somebody who has not heard of it. */
  readonly meaning: string;
  readonly formula: string;
  /** Paper and equation. */
  readonly source: string;
  readonly applications: readonly Application[];
};
