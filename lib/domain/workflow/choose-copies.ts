import { seededOrder } from "./seeded-order";

export type Sampled = { readonly id: string; readonly length: number; readonly outlet: string };

/**
 * How many annotators each document gets: `copies` for a share of them, one for the others.
 *
 * The share is drawn evenly over outlets and lengths: documents stand in line by outlet and length, and every
 * n-th is taken from a start that the seed decides (systematic sampling; Cochran, Sampling Techniques, ch. 8).
 */
export function chooseCopies(
  documents: readonly Sampled[],
  { copies, sharedPortion, seed }: { copies: number; sharedPortion: number; seed: string },
): ReadonlyMap<string, number> {
  const shared = Math.round(documents.length * Math.min(1, Math.max(0, sharedPortion)));
  // Documents of one outlet and length take turns by the seed.
  const line = seededOrder(seed, documents).sort(
    (a, b) => (a.outlet < b.outlet ? -1 : a.outlet > b.outlet ? 1 : 0) || a.length - b.length,
  );
  const first = line[0];
  const start = first ? seededOrder(seed, documents).findIndex(({ id }) => id === first.id) : 0;
  const chosen = new Map<string, number>();
  line.forEach(({ id }, at) => {
    // Of n places in a ring, the i-th is taken where floor((i + 1) s / n) steps over floor(i s / n): s of them.
    const place = (at + start) % line.length;
    const isShared =
      Math.floor(((place + 1) * shared) / line.length) > Math.floor((place * shared) / line.length);
    chosen.set(id, isShared ? copies : 1);
  });
  return chosen;
}
