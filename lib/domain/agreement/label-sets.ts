/**
 * Sets of tags as small numbers: what several tags do to one token. The empty set is 0, and equal sets have
 * equal numbers however they came about.
 */
export class LabelSets {
  readonly #sets: (readonly number[])[] = [[]];
  readonly #known = new Map<string, number>([["", 0]]);
  /** By set, then by tag: the set with that tag. */
  readonly #grown: (number | undefined)[][] = [[]];

  get size(): number {
    return this.#sets.length;
  }

  /** The tags of a set, ascending. */
  tagsOf(set: number): readonly number[] {
    return this.#sets[set] ?? [];
  }

  has(set: number, tag: number): boolean {
    return this.#sets[set]?.includes(tag) ?? false;
  }

  /** The set with one tag more; itself when the tag is in it. */
  with(set: number, tag: number): number {
    const row = this.#grown[set];
    return row?.[tag] ?? this.#grow(set, tag);
  }

  #grow(set: number, tag: number): number {
    const tags = [...new Set([...this.tagsOf(set), tag])].sort((a, b) => a - b);
    const key = tags.join(" ");
    let found = this.#known.get(key);
    if (found === undefined) {
      found = this.#sets.push(tags) - 1;
      this.#grown.push([]);
      this.#known.set(key, found);
    }
    const row = this.#grown[set];
    if (row) row[tag] = found;
    return found;
  }
}
