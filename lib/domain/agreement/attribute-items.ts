import type { Mark } from "./mark";
import type { Match } from "./match-marks";
import { sharedLength } from "./overlap-edges";
import type { ComparedAttribute, Plan } from "./plan";
import type { PreparedDocument } from "./prepared-document";

/** Marks of two coders or more that are taken for the same thing: of each coder at most one. */
export type MarkItem = readonly Mark[];

/** Two marks that are matched and have the same tag. */
export type MarkPair = Match & { readonly a: Mark; readonly b: Mark };

const isMarkPair = (match: Match): match is MarkPair =>
  match.a !== null && match.b !== null && match.a.tag === match.b.tag;

/** The matched marks of two codings that have the same tag. */
export const pairItems = (prepared: PreparedDocument, a: number, b: number): readonly MarkPair[] =>
  prepared.remember(`items ${a} ${b}`, () => prepared.matches(a, b).filter(isMarkPair));

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

/** By coder, the mark of each who has one. */
type Growing = (Mark | undefined)[];

function joinedItems(document: PreparedDocument): MarkItem[] {
  const items = new Map<Mark, Growing>();
  const found: Found[] = [];
  const begin = (mark: Mark, coder: number) => {
    if (items.has(mark)) return;
    const item = new Array<Mark | undefined>(document.codings.length).fill(undefined);
    item[coder] = mark;
    items.set(mark, item);
  };
  for (const b of document.codings.keys())
    for (let a = 0; a < b; a++)
      for (const match of pairItems(document, a, b)) {
        begin(match.a, a);
        begin(match.b, b);
        const close = match.isSameExtent ? 1 : closeness(match.a, match.b);
        found.push({ from: match.a, to: match.b, closeness: close, place: match.a.start });
      }
  found.sort((x, y) => y.closeness - x.closeness || x.place - y.place);
  for (const { from, to } of found) join(items, from, to);
  return [...new Set(items.values())]
    .map((item) => item.filter((mark) => mark !== undefined))
    .filter(({ length }) => length > 1);
}

function join(items: Map<Mark, Growing>, from: Mark, to: Mark): void {
  const one = items.get(from);
  const other = items.get(to);
  if (!one || !other || one === other) return;
  for (let coder = 0; coder < one.length; coder++) if (one[coder] && other[coder]) return;
  for (const [coder, mark] of other.entries())
    if (mark) {
      one[coder] = mark;
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
