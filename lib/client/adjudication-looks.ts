import type { QueueItem } from "./adjudication-board";
import type { AdjudicationSession } from "./adjudication-session";
import type { MarkLooks } from "./mark-look";

/** How far an item is, as the text shows it. */
export const itemLooks = ["differs", "agreed", "changed", "gold", "dropped"] as const;
export type ItemLook = (typeof itemLooks)[number];

/** Stands before the code of an item's mark: what its frame says, for those who don't see frames apart. */
export const itemSigns: Readonly<Record<ItemLook, string>> = {
  differs: "≠",
  agreed: "=",
  changed: "!",
  gold: "✓",
  dropped: "✕",
};

/** What is undecided or has changed since waits; the rest is gold, or was left out of it. */
export function itemLookOf(session: AdjudicationSession, item: QueueItem): ItemLook {
  const { decisions, isChanged } = session.board.stateOf(item);
  if (!session.isDecided(item)) return item.differences.length > 0 ? "differs" : "agreed";
  if (isChanged && session.isWaiting(item)) return "changed";
  // What was decided here and is not yet answered counts as gold: most of it is.
  const isLeftOut = decisions.length > 0 && decisions.every(({ annotationId }) => annotationId === null);
  return isLeftOut ? "dropped" : "gold";
}

/** On the adjudication page a mark shows how far its item is. */
export const adjudicationLooks = (session: AdjudicationSession): MarkLooks => ({
  subscribe: session.version.subscribe,
  of({ id }) {
    const item = session.board.itemOf(id);
    if (!item) return { before: "", after: "", person: null, state: null };
    const look = itemLookOf(session, item);
    const state = look === "gold" || look === "dropped" ? look : "open";
    return { before: `${itemSigns[look]}\u2009`, after: "", person: null, state };
  },
});
