import type { CodePoint } from "../text/offsets";
import type { Span } from "./span";

export type Marked = { readonly id: string; readonly spans: readonly Span[] };

/** A stretch of text that the same annotations cover from end to end. */
export type Run = Span & {
  /** Widest first: a click picks the last, which is the most specific. */
  readonly ids: readonly string[];
};

/**
 * Cuts `within` at every boundary of every annotation, so that overlapping annotations can be drawn as flat,
 * non-nested elements.
 */
export function runs(within: Span, annotations: readonly Marked[]): Run[] {
  const width = new Map(
    annotations.map(({ id, spans }) => [id, spans.reduce((sum, s) => sum + s.end - s.start, 0)]),
  );
  const byWidth = (a: string, b: string) => (width.get(b) ?? 0) - (width.get(a) ?? 0) || (a < b ? -1 : 1);

  const edges: { at: CodePoint; id: string; opens: boolean }[] = [];
  for (const { id, spans } of annotations) {
    for (const span of spans) {
      const start = Math.max(span.start, within.start);
      const end = Math.min(span.end, within.end);
      if (start < end) edges.push({ at: start, id, opens: true }, { at: end, id, opens: false });
    }
  }
  edges.sort((a, b) => a.at - b.at);

  const result: Run[] = [];
  const active = new Set<string>();
  let start = within.start;
  for (const edge of edges) {
    if (edge.at > start) {
      result.push({ start, end: edge.at, ids: [...active].sort(byWidth) });
      start = edge.at;
    }
    if (edge.opens) active.add(edge.id);
    else active.delete(edge.id);
  }
  if (start < within.end) result.push({ start, end: within.end, ids: [] });
  return result;
}

/** A run with what is drawn under it: at each height the annotation whose line runs there, if any. */
export type LaidRun = Run & {
  readonly lanes: readonly (string | null)[];
  /** The annotations whose first character in the text is the first of this run. */
  readonly begins: readonly string[];
};

/**
 * Gives each annotation in `within` a lane, the first that is free over its whole extent there, and cuts the
 * text into runs. Wide annotations come first, so a quote's line runs unbroken under the names inside it. What
 * finds no free lane among `laneCount` is in `ids` but has no line.
 */
export function layOut(within: Span, annotations: readonly Marked[], laneCount: number): LaidRun[] {
  const extents = annotations
    .map(({ id, spans }) => ({
      id,
      first: spans[0]?.start ?? -1,
      pieces: spans
        .map((s) => ({ start: Math.max(s.start, within.start), end: Math.min(s.end, within.end) }))
        .filter((s) => s.start < s.end),
    }))
    .filter(({ pieces }) => pieces.length > 0)
    .sort((a, b) => reach(b) - reach(a) || head(a) - head(b) || (a.id < b.id ? -1 : 1));

  const taken: Span[][] = Array.from({ length: laneCount }, () => []);
  const laneOf = new Map<string, number>();
  for (const { id, pieces } of extents) {
    const lane = taken.findIndex((spans) =>
      spans.every((s) => pieces.every((p) => p.end <= s.start || s.end <= p.start)),
    );
    if (lane < 0) continue;
    laneOf.set(id, lane);
    taken[lane]?.push(...pieces);
  }
  const first = new Map(extents.map(({ id, first: at }) => [id, at]));
  return runs(within, annotations).map((run) => {
    const lanes: (string | null)[] = [];
    for (const id of run.ids) {
      const lane = laneOf.get(id);
      if (lane === undefined) continue;
      while (lanes.length <= lane) lanes.push(null);
      lanes[lane] = id;
    }
    return { ...run, lanes, begins: run.ids.filter((id) => first.get(id) === run.start) };
  });
}

type Extent = { readonly pieces: readonly Span[] };
const head = ({ pieces }: Extent) => pieces[0]?.start ?? 0;
const reach = ({ pieces }: Extent) => pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0);
