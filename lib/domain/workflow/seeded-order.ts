/**
 * A number below 2^32 for an id under a seed: FNV-1a over UTF-16 units with MurmurHash3's finalizer. Not for
 * secrets. Unlike a generator that is drawn from in turn, it gives an id the same place whatever else there is.
 */
export function seededRank(seed: string, id: string): number {
  let hash = 0x811c9dc5;
  for (const text of [seed, "\n", id])
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Items in an order that only the seed and their ids decide. */
export const seededOrder = <Item extends { readonly id: string }>(
  seed: string,
  items: readonly Item[],
): Item[] =>
  items
    .map((item) => ({ item, rank: seededRank(seed, item.id) }))
    .sort((a, b) => a.rank - b.rank || (a.item.id < b.item.id ? -1 : 1))
    .map(({ item }) => item);
