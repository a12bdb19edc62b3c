import type { CodePoint } from "../text/offsets";

/** A half-open stretch of a document's text in code points: `start` is in it, `end` is not. */
export type Span = { readonly start: CodePoint; readonly end: CodePoint };

/** A span with the text it covers, so that a reader can tell when the two have come apart. */
export type QuotedSpan = Span & { readonly quote: string };

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
export const covers = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
export const sameSpans = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.length === b.length && a.every((span, at) => span.start === b[at]?.start && span.end === b[at]?.end);

/** The smallest span that covers all of `spans`; null when there are none. */
export function hull(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const span of spans) {
    if (span.start < start) start = span.start;
    if (span.end > end) end = span.end;
  }
  return { start, end };
}

/** The same characters as sorted spans that neither overlap nor touch: the form annotations are stored in. */
export function normalSpans(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push({ start: span.start, end: span.end });
  }
  return result;
}

/** Reading order: by first character, wider first, then by id so that ties are stable. */
export function byPosition(
  a: { readonly id: string; readonly spans: readonly Span[] },
  b: { readonly id: string; readonly spans: readonly Span[] },
): number {
  const left = hull(a.spans);
  const right = hull(b.spans);
  if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1) || (a.id < b.id ? -1 : 1);
  return left.start - right.start || right.end - left.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
