import { type GammaShare, pairKey } from "./gamma-shares";
import { type Disorders, type GammaFamily, gammaFamily } from "./gamma-statistics";
import { type Counted, type Sink, type Statistic, slotOf, type Tally } from "./statistic";

/** γ and γcat of some documents; of a tag, γcat is γk. */
export type GammaCounts = Counted & Pick<GammaFamily, "gamma" | "gammaCat">;

const slots = {
  documents: 0,
  units: 1,
  variance: 2,
  inexact: 3,
  sampled: 4,
  samples: 5,
  disorders: 6,
} as const;
/** The total disorder, γcat's weighted sum and its weight: of the text, then of each shuffled version. */
const PER_ALIGNMENT = 3;

/**
 * What documents contribute to γ, as it was worked out beforehand: sums of alignments that are kept, so that a
 * resample aligns nothing. Topics have the disorder of their category alone. All documents of a group of coders
 * have equally many shuffled versions; how many follows from the sum of that number over them.
 */
export const gammaDisorders: Statistic<GammaCounts, GammaCounts> = {
  id: "gamma-disorders",
  subject: "marks",
  start({ plan, gammaShares }) {
    return {
      topics: plan.tags.map((tag) => ({ tag, attribute: null })),
      countPair({ id, codings }, a, b, sink) {
        const key = pairKey(codings[a]?.coder ?? -1, codings[b]?.coder ?? -1);
        add(gammaShares?.ofPairs.get(key)?.get(id), sink);
      },
      readPair: read,
      group: {
        count: ({ id }, sink) => add(gammaShares?.ofGroup.get(id), sink),
        read,
      },
    };
  },
};

function add(share: GammaShare | undefined, sink: Sink): void {
  if (!share) return;
  const { documentCount, unitCount, categoryCounts, observed, samples, variance } = share.statistics;
  const addTopic = (topic: number, units: number, ofAlignment: (disorders: Disorders) => Disorders) => {
    sink(topic, slots.documents, documentCount);
    sink(topic, slots.units, units);
    sink(topic, slots.inexact, share.isExact ? 0 : 1);
    sink(topic, slots.sampled, samples.length > 0 ? 1 : 0);
    sink(topic, slots.samples, samples.length);
    for (const [alignment, disorders] of [observed, ...samples].entries())
      for (const [at, one] of ofAlignment(disorders).entries())
        sink(topic, slots.disorders + alignment * PER_ALIGNMENT + at, one);
  };
  addTopic(0, unitCount, (disorders) => disorders.slice(0, PER_ALIGNMENT));
  sink(0, slots.variance, variance);
  for (const [category, units] of categoryCounts.entries()) {
    const from = PER_ALIGNMENT + 2 * category;
    addTopic(category + 1, units, (disorders) => [0, ...disorders.slice(from, from + 2)]);
  }
}

function read(tally: Tally): GammaCounts {
  const sampled = slotOf(tally, slots.sampled);
  const sampleCount = sampled > 0 ? Math.round(slotOf(tally, slots.samples) / sampled) : 0;
  const [observed = [], ...samples] = Array.from({ length: sampleCount + 1 }, (_, alignment) => {
    const from = slots.disorders + alignment * PER_ALIGNMENT;
    return [slotOf(tally, from), slotOf(tally, from + 1), slotOf(tally, from + 2)];
  });
  const unitCount = slotOf(tally, slots.units);
  const { gamma, gammaCat } = gammaFamily({
    documentCount: slotOf(tally, slots.documents),
    unitCount,
    categoryCounts: [],
    observed,
    samples,
    variance: slotOf(tally, slots.variance),
  });
  return { gamma, gammaCat, items: unitCount, isApproximate: slotOf(tally, slots.inexact) > 0 };
}
