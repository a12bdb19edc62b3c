import { keptStretches } from "@/lib/domain/anchor/kept-stretches";

export type ChangePart = { readonly kind: "same" | "removed" | "added"; readonly words: string };
/** One place where two texts differ, with some of what stands around it. */
export type TextChange = { readonly number: number; readonly parts: readonly ChangePart[] };

/** What stands around a change, and as much as may stand between two that are shown as one; in characters. */
const CONTEXT = 48;

/** What a correction changed, for people to read: the first `changesMax` places, and how many there are. */
export function textChanges(
  before: string,
  after: string,
  changesMax: number,
): { readonly changes: readonly TextChange[]; readonly count: number } {
  const groups: ChangePart[][] = [];
  let group: ChangePart[] = [];
  let [endBefore, endAfter] = [0, 0];
  if (before === after) return { changes: [], count: 0 };
  // A space between two changed words is read as changed with them.
  const kept = keptStretches(before, after).filter(
    ({ before: at, length }) => length > 2 || before.slice(at, at + length).trim() !== "",
  );
  for (const stretch of [...kept, { before: before.length, after: after.length, length: 0 }]) {
    const [removed, added] = [before.slice(endBefore, stretch.before), after.slice(endAfter, stretch.after)];
    if (removed !== "") group.push({ kind: "removed", words: removed });
    if (added !== "") group.push({ kind: "added", words: added });
    [endBefore, endAfter] = [stretch.before + stretch.length, stretch.after + stretch.length];
    const words = before.slice(stretch.before, endBefore);
    if (stretch.length <= 2 * CONTEXT && group.length > 0 && stretch.length > 0) {
      group.push({ kind: "same", words });
      continue;
    }
    if (group.length > 0)
      groups.push(stretch.length > 0 ? [...group, { kind: "same", words: head(words) }] : group);
    group = stretch.length > 0 ? [{ kind: "same", words: tail(words) }] : [];
    if (endBefore === before.length && endAfter === after.length) group = [];
  }
  const real = groups.filter((parts) => parts.some(({ kind }) => kind !== "same"));
  return {
    changes: real.slice(0, changesMax).map((parts, number) => ({ number, parts })),
    count: real.length,
  };
}

const cut = (words: string, from: number, to?: number): string => words.slice(from, to).toWellFormed();
const head = (words: string): string => (words.length > CONTEXT ? `${cut(words, 0, CONTEXT)}…` : words);
const tail = (words: string): string =>
  words.length > CONTEXT ? `…${cut(words, words.length - CONTEXT)}` : words;
