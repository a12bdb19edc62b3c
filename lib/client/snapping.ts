import { blockAt } from "@/lib/domain/text/blocks";
import {
  nextBoundary,
  type Stretch,
  snapToGraphemes,
  snapToTokens,
  trim,
} from "@/lib/domain/text/boundaries";
import type { AnnotationStore } from "./annotation-store";

type Text = Pick<AnnotationStore, "text" | "views">;

/** The blocks that a stretch touches: segmenting a paragraph is instant, a megabyte is not. */
export function blocksAround({ views: { blocks } }: Text, { start, end }: Stretch): Stretch {
  const first = blocks[Math.max(0, blockAt(blocks, start))];
  const last = blocks[Math.max(0, blockAt(blocks, Math.max(start, end - 1)))];
  return { start: Math.min(first?.start ?? 0, start), end: Math.max(last?.end ?? end, end) };
}

/** A stretch as it would be tagged: without white space around it, never cutting a character, by whole words if wished. */
export function snapIn(text: Text, stretch: Stretch, isByTokens: boolean): Stretch | null {
  const window = blocksAround(text, stretch);
  const words = text.text.slice(window.start, window.end);
  const local = { start: stretch.start - window.start, end: stretch.end - window.start };
  const trimmed = trim(words, local);
  if (trimmed.start >= trimmed.end) return null;
  const { start, end } = snapToGraphemes(words, isByTokens ? snapToTokens(words, trimmed) : trimmed);
  return { start: start + window.start, end: end + window.start };
}

export type Edge = "start" | "end";
export type EdgeMove = {
  readonly edge: Edge;
  readonly by: "word" | "character";
  readonly direction: -1 | 1;
};

/** A stretch with one edge at the next boundary. Growing takes white space along; shrinking lets go of it. */
export function withEdgeMoved(text: Text, stretch: Stretch, { edge, by, direction }: EdgeMove): Stretch {
  const window = blocksAround(text, {
    start: Math.max(0, stretch.start - 1),
    end: Math.min(text.text.length, stretch.end + 1),
  });
  const words = text.text.slice(window.start, window.end);
  const from = edge === "start" ? stretch.start : stretch.end;
  const moved = window.start + nextBoundary(words, from - window.start, by, direction);
  const to = edge === "start" ? { ...stretch, start: moved } : { ...stretch, end: moved };
  const grows = (edge === "end") === direction > 0;
  if (grows) return to;
  const trimmed = trim(text.text.slice(to.start, to.end), { start: 0, end: to.end - to.start });
  return { start: to.start + trimmed.start, end: to.start + trimmed.end };
}
