import type { Mark } from "./mark";
import { sharedLength } from "./overlap-edges";
import type { ComparedAttribute, Plan } from "./plan";
import type { PreparedDocument } from "./prepared-document";

/** Marks of two coders or more that are taken for the same thing: of each coder at most one. */
export type MarkItem = readonly Mark[];

/** The matched marks of two codings that have the same tag. */
export function pairItems(prepared: PreparedDocument, a: number, b: number): readonly MarkItem[] {
  return prepared.remember(`items ${a} ${b}`, () => sameTagMatches(prepared, a, b));
}

function sameTagMatches(prepared: PreparedDocument, a: number, b: number): MarkItem[] {
  return prepared
    .matches(a, b)
    .flatMap(({ a: left, b: right }) => (left && right && left.tag === right.tag ? [[left, right]] : []));
}

type Found = {
  readonly from: Mark;
  readonly to: Mark;
  readonly closeness: number;
  readonly place: number;
};

/**
 * Items over all codings of a document. Starts from the matches of every two coders, the closest first (by shared
 * characters over all that either covers, then by place), and puts two marks into one item unless that item would
 * then have two marks of one coder. But for ties, the order of coders plays no part.
 */
export const groupItems = (prepared: PreparedDocument): readonly MarkItem[] =>
  prepared.remember("items", () => joinedItems(prepared));

function joinedItems(document: PreparedDocument): MarkItem[] {
  const items = new Map<Mark, Map<number, Mark>>();
  const found: Found[] = [];
  document.codings.forEach((_, b) => {
    for (let a = 0; a < b; a++)
      for (const [left, right] of pairItems(document, a, b)) {
        if (!left || !right) continue;
        items.set(left, items.get(left) ?? new Map([[a, left]]));
        items.set(right, items.get(right) ?? new Map([[b, right]]));
        found.push({ from: left, to: right, closeness: closeness(left, right), place: left.start });
      }
  });
  found.sort((x, y) => y.closeness - x.closeness || x.place - y.place);
  for (const { from, to } of found) join(items, from, to);
  return [...new Set(items.values())].filter(({ size }) => size > 1).map((item) => [...item.values()]);
}

function join(items: Map<Mark, Map<number, Mark>>, from: Mark, to: Mark): void {
  const one = items.get(from);
  const other = items.get(to);
  if (!one || !other || one === other || [...other.keys()].some((coder) => one.has(coder))) return;
  for (const [coder, mark] of other) {
    one.set(coder, mark);
    items.set(mark, one);
  }
}

const closeness = (a: Mark, b: Mark): number => {
  const shared = sharedLength(a, b);
  return shared / (lengthOf(a) + lengthOf(b) - shared);
};
const lengthOf = ({ spans }: Mark): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);

/** The compared attributes of each tag, with their places in the plan. */
export function attributesByTag({ tags, attributes }: Plan): (ComparedAttribute & { topic: number })[][] {
  const numbered = attributes.map((attribute, at) => ({ ...attribute, topic: at + 1 }));
  return tags.map((tag) => numbered.filter((attribute) => attribute.tag === tag));
}
