import { pairsAmong } from "./coder-pair";
import type { CodedDocument } from "./coding";
import { gammaSteps } from "./gamma";
import type { GammaStatistics } from "./gamma-statistics";
import type { Plan } from "./plan";
import { seededRandom } from "./random";
import type { SetPartitionSolver } from "./set-partition";

/** What one document contributes to γ of some of its coders. */
export type GammaShare = {
  readonly statistics: GammaStatistics;
  /** Whether the text and all its shuffled versions were aligned exactly. */
  readonly isExact: boolean;
};

/** γ's contributions by document id: for all coders together, and for each two by `pairKey`. */
export type GammaShares = {
  readonly ofGroup: ReadonlyMap<string, GammaShare>;
  readonly ofPairs: ReadonlyMap<string, ReadonlyMap<string, GammaShare>>;
};

/** Two coders by their places in the plan. */
export const pairKey = (a: number, b: number): string => `${a} ${b}`;

type Settings = {
  readonly solve: SetPartitionSolver;
  /** The same seed gives the same shuffled texts, to all coders together and to each pair anew. */
  readonly seed: number;
};

/**
 * Aligns all documents for γ, once for all their coders and once for each two of them: an alignment of several
 * coders says little about that of two, which has chances of its own. The categories are the plan's tags. Where
 * there is a gold, only its pairs are aligned. This is what makes γ slow; everything after it adds up. Yields the
 * portion that is done, from 0 to 1, after each alignment.
 */
export function* gammaShares(
  documents: readonly CodedDocument[],
  plan: Plan,
  { solve, seed }: Settings,
): Generator<number, GammaShares> {
  const places = new Map(plan.coders.map((coder, at) => [coder, at]));
  const pairs = pairsOf(documents, plan, places);
  const everyone = new Set(places.values());
  // All coders together are the only pair, if there are no more.
  const isOnePair = pairs.size === 1 && plan.gold === null;
  const groups = [...(plan.gold === null ? [everyone] : []), ...(isOnePair ? [] : pairs.values())];
  const found: ReadonlyMap<string, GammaShare>[] = [];
  let portion = 0;
  for (const group of groups) {
    const options = { categories: plan.tags, solve, random: seededRandom(seed) };
    const steps = gammaSteps(codedBy(group, documents, places), options);
    for (;;) {
      const step = steps.next();
      if (step.done) {
        found.push(new Map(step.value.documents.map((document) => [document.id, document])));
        break;
      }
      // When a first look at chance asks for more of it, what is done is a smaller part; progress only waits then.
      portion = Math.max(portion, (found.length + step.value.done / step.value.total) / groups.length);
      yield portion;
    }
  }
  const ofGroup = plan.gold === null ? (found.shift() ?? new Map()) : new Map();
  return {
    ofGroup,
    ofPairs: new Map(
      [...pairs.keys()].map((key, at) => [key, isOnePair ? ofGroup : (found[at] ?? new Map())]),
    ),
  };
}

/** The pairs that share a document. */
function pairsOf(
  documents: readonly CodedDocument[],
  plan: Plan,
  places: ReadonlyMap<string, number>,
): Map<string, Set<number>> {
  const pairs = new Map<string, Set<number>>();
  for (const { codings } of documents) {
    const coders = codings.flatMap(({ coder }) => places.get(coder) ?? []).sort((a, b) => a - b);
    for (const { a, b } of pairsAmong(coders, plan)) pairs.set(pairKey(a, b), new Set([a, b]));
  }
  return pairs;
}

/** The documents that at least two of these coders have, without the work of others. */
function codedBy(
  coders: ReadonlySet<number>,
  documents: readonly CodedDocument[],
  places: ReadonlyMap<string, number>,
): CodedDocument[] {
  return documents.flatMap((document) => {
    const codings = document.codings.filter(({ coder }) => coders.has(places.get(coder) ?? -1));
    return codings.length > 1 ? [{ ...document, codings }] : [];
  });
}
