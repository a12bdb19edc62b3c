import type { NewGoldEntity } from "@/lib/contracts/adjudication";
import type { NewAnnotation } from "@/lib/contracts/annotations";
import type { Annotation, AnnotationKind, Attributes } from "@/lib/domain/annotation/annotation";
import { normalSpans, type Span } from "@/lib/domain/span/span";
import type { Stretch } from "@/lib/domain/text/boundaries";
import type { AnnotationStore } from "./annotation-store";
import { type EdgeMove, withEdgeMoved } from "./snapping";

/** Gold that the curator words: it begins as somebody's version, or as what nobody has marked. */
export type ItemDraft = {
  /** Whether it belongs to no item: it is added. */
  readonly isNew: boolean;
  readonly kind: AnnotationKind;
  readonly tag: string;
  readonly spans: readonly Span[];
  readonly attributes: Attributes;
  readonly entityId: string | null;
  /** An entity that this draft is the first to name: made with the decision, or not at all. */
  readonly named: NewGoldEntity | null;
  /** The ends of a link: gold, or an annotator's mark that becomes gold with it. Empty where none is chosen yet. */
  readonly fromId: string;
  readonly toId: string;
};

const blank = { spans: [], attributes: {}, entityId: null, named: null, fromId: "", toId: "" } as const;

/** `goldFor` says what became of a mark that a link ends at; a mark that is undecided is chosen as it is. */
export function draftOf(version: Annotation, goldFor: (id: string) => string | undefined): ItemDraft {
  const { kind, tag, attributes } = version;
  const draft: ItemDraft = { ...blank, isNew: false, kind, tag, attributes };
  if (version.kind === "document") return draft;
  if (version.kind === "relation") {
    const endOf = (id: string) => goldFor(id) ?? id;
    return { ...draft, fromId: endOf(version.fromId), toId: endOf(version.toId) };
  }
  const spans = version.spans.map(({ start, end }) => ({ start, end }));
  return { ...draft, spans, entityId: version.entityId };
}

/** A mark on words that nobody has marked. */
export const newMark = (store: AnnotationStore, tag: string, stretch: Stretch): ItemDraft => ({
  ...blank,
  isNew: true,
  kind: "span",
  tag,
  spans: [spanOf(store, stretch)],
});

/** A tag of the whole document that nobody has given it. */
export const newTag = (tag: string): ItemDraft => ({ ...blank, isNew: true, kind: "document", tag });

/** A link that nobody has drawn, from a mark if one is given. */
export const newLink = (tag: string, fromId = ""): ItemDraft => ({
  ...blank,
  isNew: true,
  kind: "relation",
  tag,
  fromId,
});

/** The draft as the API takes it; null while it marks nothing or lacks an end. */
export function newAnnotation(draft: ItemDraft): NewAnnotation | null {
  const { kind, tag, spans, entityId, fromId, toId } = draft;
  const attributes = { ...draft.attributes };
  if (kind === "document") return { kind, tag, attributes };
  if (kind === "relation") return fromId && toId ? { kind, tag, attributes, fromId, toId } : null;
  if (spans.length === 0) return null;
  return { kind, tag, attributes, spans: spans.map((span) => ({ ...span })), entityId };
}

/** The entities that come with the draft: one that was named in it and then left for another does not. */
export const newEntities = ({ kind, entityId, named }: ItemDraft): NewGoldEntity[] =>
  kind === "span" && named !== null && named.id === entityId ? [named] : [];

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
