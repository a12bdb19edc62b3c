import type { Unit } from "./coding";

export type Stretch = { readonly start: number; readonly end: number };

/** A unit on text, with what comparing asks for again and again. */
export type Mark = {
  readonly id: string;
  /** Its position among the units of its coding. */
  readonly number: number;
  readonly tag: number;
  readonly start: number;
  readonly end: number;
  readonly spans: readonly Stretch[];
  readonly attributes: Unit["attributes"];
};

/** Orders by first and last character, then fragment by fragment; 0 where both cover exactly the same. */
export const compareExtents = (a: Mark, b: Mark): number => {
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return a.end - b.end;
  if (a.spans.length !== b.spans.length) return a.spans.length - b.spans.length;
  for (let at = 0; at < a.spans.length; at++) {
    const left = a.spans[at];
    const right = b.spans[at];
    if (left && right && (left.start !== right.start || left.end !== right.end))
      return left.start - right.start || left.end - right.end;
  }
  return 0;
};

/** The order of marks: by extent, then by tag, then by id. */
export const byExtent = (a: Mark, b: Mark): number =>
  compareExtents(a, b) || a.tag - b.tag || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
