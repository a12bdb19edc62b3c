import type { CodedDocument, Coding, Unit } from "./coding";

/**
 * Agreement worked out the slow and obvious way, from definitions: no sums that are carried along, no sheets, no
 * matching algorithm that is clever.
 */

type Labels = readonly (string | null)[];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Share of items with the same label, and what chance would give with these two habits. */
export function slowKappa(a: Labels, b: Labels, habits: "own" | "common"): number | null {
  const labels = [...new Set([...a, ...b])];
  const share = (of: Labels, label: string | null) => of.filter((one) => one === label).length / of.length;
  const agreed = a.filter((label, at) => label === b[at]).length / a.length;
  const chance = labels.reduce((sum, label) => {
    const [mine, yours] = [share(a, label), share(b, label)];
    return sum + (habits === "own" ? mine * yours : ((mine + yours) / 2) ** 2);
  }, 0);
  return labels.length < 2 ? null : (agreed - chance) / (1 - chance);
}

/** α by comparing every two values within items, and every two values at all. Null labels are missing. */
export function slowAlpha(
  coders: readonly Labels[],
  difference: (a: string, b: string, all: readonly string[]) => number,
): number | null {
  const items = (coders[0] ?? []).map((_, item) => coders.flatMap((labels) => labels[item] ?? []));
  const pairable = items.filter((values) => values.length > 1);
  const values = pairable.flat();
  const ordered = (of: readonly string[]) =>
    of.flatMap((a, i) => of.flatMap((b, j) => (i === j ? [] : [difference(a, b, values)])));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const expected = sum(ordered(values)) / (values.length * (values.length - 1));
  const observed = sum(pairable.map((item) => sum(ordered(item)) / (item.length - 1))) / values.length;
  return values.length === 0 || expected === 0 ? null : 1 - observed / expected;
}

export const differences = {
  nominal: (a: string, b: string) => (a === b ? 0 : 1),
  interval: (a: string, b: string) => (Number(a) - Number(b)) ** 2,
  ordinal(a: string, b: string, values: readonly string[]) {
    const [low, high] = [Math.min(Number(a), Number(b)), Math.max(Number(a), Number(b))];
    const between = values.filter((one) => Number(one) >= low && Number(one) <= high).length;
    const ends = values.filter((one) => one === a).length + values.filter((one) => one === b).length;
    return a === b ? 0 : (between - ends / 2) ** 2;
  },
};

/** Every two raters of every item compared. */
export function slowFleiss(coders: readonly Labels[]): number | null {
  const labels = [...new Set(coders.flat())];
  const agreed = mean(
    (coders[0] ?? []).map((_, item) =>
      mean(
        coders.flatMap((a, i) => coders.flatMap((b, j) => (i === j ? [] : [a[item] === b[item] ? 1 : 0]))),
      ),
    ),
  );
  const given = coders.flat();
  const chance = labels.reduce(
    (sum, label) => sum + (given.filter((one) => one === label).length / given.length) ** 2,
    0,
  );
  return labels.length < 2 ? null : (agreed - chance) / (1 - chance);
}

/** The tags on each token of a document as one word, or whether one tag is on it. */
export function tokenLabelsOf({ tokens }: CodedDocument, { units }: Coding, tag: string | null): string[] {
  const covers = (unit: Unit, token: { start: number; end: number }) =>
    unit.spans.some((span) => span.start < token.end && token.start < span.end);
  return tokens.map((token) => {
    const tags = units.filter((unit) => covers(unit, token)).map((unit) => unit.tag);
    return tag === null ? [...new Set(tags)].sort().join("+") : String(tags.includes(tag));
  });
}

/** The largest number of pairs that fit, one to one, by trying everything. */
export function slowMatching(
  count: number,
  rights: number,
  fits: (left: number, right: number) => boolean,
): number {
  const free = new Set(Array.from({ length: rights }, (_, at) => at));
  const most = (left: number): number => {
    if (left === count) return 0;
    let best = most(left + 1);
    for (const right of [...free])
      if (fits(left, right)) {
        free.delete(right);
        best = Math.max(best, 1 + most(left + 1));
        free.add(right);
      }
    return best;
  };
  return most(0);
}

export function sharesCharacter(a: Unit, b: Unit): boolean {
  const characters = ({ spans }: Unit) =>
    spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at));
  const own = new Set(characters(a));
  return characters(b).some((one) => own.has(one));
}

export const sameExtent = (a: Unit, b: Unit): boolean => JSON.stringify(a.spans) === JSON.stringify(b.spans);
