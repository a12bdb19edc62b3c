import type { NewAnnotation } from "@/lib/contracts/annotations";
import type { Annotation, Attributes } from "@/lib/domain/annotation/annotation";
import { normalSpans, type Span } from "@/lib/domain/span/span";
import type { Stretch } from "@/lib/domain/text/boundaries";
import type { AnnotationStore } from "./annotation-store";
import { type EdgeMove, withEdgeMoved } from "./snapping";

/** A version that the curator words: it begins as somebody's. Ends of links are gold, so links are taken as they are. */
export type ItemDraft = {
  readonly kind: "span" | "document";
  readonly tag: string;
  readonly spans: readonly Span[];
  readonly attributes: Attributes;
  readonly entityId: string | null;
};

export function draftOf(version: Annotation): ItemDraft | null {
  if (version.kind === "relation") return null;
  const { kind, tag, attributes } = version;
  if (version.kind === "document") return { kind, tag, attributes, spans: [], entityId: null };
  const spans = version.spans.map(({ start, end }) => ({ start, end }));
  return { kind, tag, attributes, spans, entityId: version.entityId };
}

/** The draft as the API takes it; null for one that marks nothing. */
export function newAnnotation({ kind, tag, attributes, spans, entityId }: ItemDraft): NewAnnotation | null {
  if (kind === "document") return { kind, tag, attributes: { ...attributes } };
  if (spans.length === 0) return null;
  return { kind, tag, attributes: { ...attributes }, spans: spans.map((span) => ({ ...span })), entityId };
}

/** The draft with its first start or its last end at the next boundary. */
export function withDraftEdge(store: AnnotationStore, draft: ItemDraft, move: EdgeMove): ItemDraft {
  const at = move.edge === "start" ? 0 : draft.spans.length - 1;
  const span = draft.spans[at];
  if (!span) return draft;
  const moved = withEdgeMoved(store, stretchOf(store, span), move);
  if (moved.start >= moved.end) return draft;
  const spans = draft.spans.map((one, index) => (index === at ? spanOf(store, moved) : one));
  return { ...draft, spans: normalSpans(spans) };
}

/** The draft on other words. */
export const withDraftStretch = (store: AnnotationStore, draft: ItemDraft, stretch: Stretch): ItemDraft => ({
  ...draft,
  spans: [spanOf(store, stretch)],
});

export const stretchOf = ({ map }: AnnotationStore, { start, end }: Span): Stretch => ({
  start: map.toUtf16(start),
  end: map.toUtf16(end),
});

const spanOf = ({ map }: AnnotationStore, { start, end }: Stretch): Span => ({
  start: map.toCodePoint(start),
  end: map.toCodePoint(end),
});
