"use client";

import { EdgeButtons } from "@/components/annotation/edge-buttons";
import { type EdgeMove, withEdgeMoved } from "@/lib/client/snapping";
import type { Span } from "@/lib/domain/span/span";
import { useCompare } from "./compare-context";

type CorrectedSpansProps = {
  readonly spans: readonly Span[];
  readonly onChange: (spans: readonly Span[]) => void;
};

/** The words that a mark covers, and buttons that move its first start and its last end by a word. */
export function CorrectedSpans({ spans, onChange }: CorrectedSpansProps) {
  const { store } = useCompare().session;
  const words = ({ start, end }: Span) => store.text.slice(store.map.toUtf16(start), store.map.toUtf16(end));

  function move({ edge, by, direction }: EdgeMove): void {
    const at = edge === "start" ? 0 : spans.length - 1;
    const span = spans[at];
    if (!span) return;
    const stretch = { start: store.map.toUtf16(span.start), end: store.map.toUtf16(span.end) };
    const moved = withEdgeMoved(store, stretch, { edge, by, direction });
    const next = { start: store.map.toCodePoint(moved.start), end: store.map.toCodePoint(moved.end) };
    const [before, after] = [spans[at - 1], spans[at + 1]];
    // An edge stops at its neighbour: fragments that touch would be one.
    if (next.start >= next.end || (before && next.start <= before.end) || (after && next.end >= after.start))
      return;
    onChange(spans.map((one, index) => (index === at ? next : one)));
  }

  return (
    <div className="grid gap-2">
      <p
        className="rounded-md border border-line bg-sunken px-3 py-2 font-serif"
        dir="auto"
        aria-live="polite"
      >
        {spans.map(words).join(" … ")}
      </p>
      <EdgeButtons onMove={move} />
    </div>
  );
}
