import type { AnnotationResource } from "@/lib/contracts/annotations";
import { type RelationType, relationTypeOf } from "@/lib/domain/scheme/scheme";
import { byPosition, sameSpans } from "@/lib/domain/span/span";
import type { AdjudicationBoard, QueueItem } from "./adjudication-board";
import { type ItemDraft, newLink } from "./adjudication-draft";

type Mark = Extract<AnnotationResource, { kind: "span" }>;
/** A mark that a link may end at: gold, or a version that becomes gold with the link. */
export type LinkEnd = { readonly mark: Mark; readonly isGold: boolean };

/** All of them, in the order of the text. Versions of an undecided item that say the same are offered once. */
export function linkEnds(board: AdjudicationBoard): LinkEnd[] {
  return board.items.flatMap((item) => endsIn(board, item)).sort((a, b) => byPosition(a.mark, b.mark));
}

function endsIn(board: AdjudicationBoard, item: QueueItem): LinkEnd[] {
  if (item.kind !== "span") return [];
  if (board.stateOf(item).decisions.length > 0 || item.origin !== "work")
    return board.goldOf(item).flatMap((mark) => (mark.kind === "span" ? [{ mark, isGold: true }] : []));
  const offered: Mark[] = [];
  for (const version of item.versions) {
    const mark = board.work.annotations.find(({ id }) => id === version.id);
    if (mark?.kind !== "span") continue;
    if (!offered.some(({ tag, spans }) => tag === mark.tag && sameSpans(spans, mark.spans)))
      offered.push(mark);
  }
  return offered.map((mark) => ({ mark, isGold: false }));
}

/** The tags that a type lets a link begin at and end at. */
export function endTags({ from, to, isDirected }: RelationType): { from: string[]; to: string[] } {
  const both = [...new Set([...from, ...to])];
  return isDirected ? { from: [...from], to: [...to] } : { from: both, to: both };
}

/** The draft with another type; ends that this may not join are left open. */
export function withType(
  board: AdjudicationBoard,
  draft: ItemDraft,
  tag: string,
  attributes: ItemDraft["attributes"],
): ItemDraft {
  const type = relationTypeOf(board.scheme, tag);
  if (!type) return draft;
  const tags = endTags(type);
  const ends = linkEnds(board);
  const kept = (id: string, allowed: readonly string[]) =>
    ends.some(({ mark }) => mark.id === id && allowed.includes(mark.tag)) ? id : "";
  return {
    ...draft,
    tag,
    attributes,
    fromId: kept(draft.fromId, tags.from),
    toId: kept(draft.toId, tags.to),
  };
}

/** Whether a type joins these two the other way round too. */
export function mayTurn(board: AdjudicationBoard, { tag, fromId, toId }: ItemDraft): boolean {
  const type = relationTypeOf(board.scheme, tag);
  const ends = linkEnds(board);
  const tagOf = (id: string) => ends.find(({ mark }) => mark.id === id)?.mark.tag ?? "";
  return !!type && endTags(type).from.includes(tagOf(toId)) && endTags(type).to.includes(tagOf(fromId));
}

/**
 * A link that begins at the item's mark, of the first type that finds another mark to end at; null in a scheme
 * without links.
 */
export function linkFrom(board: AdjudicationBoard, item: QueueItem | undefined): ItemDraft | null {
  const types = board.scheme.relationTypes.filter(({ retired }) => !retired);
  const [start] = item ? endsIn(board, item) : [];
  const others = linkEnds(board).filter(({ mark }) => mark.id !== start?.mark.id);
  const beginning = types.filter((type) => start && endTags(type).from.includes(start.mark.tag));
  const reaching = (type: RelationType) => others.some(({ mark }) => endTags(type).to.includes(mark.tag));
  const fitting = beginning.find(reaching) ?? beginning[0];
  if (start && fitting) return newLink(fitting.key, start.mark.id);
  const [first] = types;
  return first ? newLink(first.key) : null;
}
