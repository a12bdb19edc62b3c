"use client";

import { useEffect } from "react";
import type { QueueItem } from "@/lib/client/adjudication-board";
import { stretchOf } from "@/lib/client/adjudication-draft";
import type { AdjudicationSession } from "@/lib/client/adjudication-session";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { hull } from "@/lib/domain/span/span";

/** Puts the items into the text, one mark for each, and keeps what is selected there and in the queue the same. */
export function useItemMarks(session: AdjudicationSession, view: ReaderView): void {
  const version = useSignal(session.version);
  const currentId = useSignal(session.currentId);
  const draft = useSignal(session.draft);
  const { store, selectedId, pointed } = view.session;

  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that items or decisions are new
  useEffect(() => {
    store.load(session.board.items.flatMap((item) => markOf(session, item) ?? []));
  }, [session, store, version]);

  useEffect(() => {
    const item = session.board.itemOf(currentId);
    const shown = item && placeOf(session, item);
    if (shown) view.select(shown.id, { reveal: true });
    else view.select(null);
  }, [session, view, currentId]);

  useEffect(
    () =>
      selectedId.subscribe(() => {
        // What is being worded stays in hand, wherever in the text somebody clicks.
        if (session.draft.value !== null) return;
        const item = session.board.itemOf(selectedId.value);
        const current = session.current;
        if (item && !(current && placeOf(session, current)?.id === item.id)) session.go(item.id);
      }),
    [session, selectedId],
  );

  useEffect(() => {
    const extent = draft && hull(draft.spans);
    if (extent) pointed.set(stretchOf(store, extent));
    return () => pointed.set(null);
  }, [draft, store, pointed]);
}

/** What an item looks like in the text: the gold that it became, or else its first version. */
function markOf(session: AdjudicationSession, item: QueueItem): StoredAnnotation | null {
  const [gold] = session.board.goldOf(item);
  const shown = gold ?? item.versions[0];
  if (shown?.kind !== "span") return null;
  return { ...shown, id: item.id, createdBy: null, createdAt: "", updatedAt: "", deletedAt: null };
}

/** Where in the text an item is: a link is where it begins. */
function placeOf(session: AdjudicationSession, item: QueueItem): QueueItem | undefined {
  const [first] = item.versions;
  if (first?.kind !== "relation") return item;
  return session.board.holding(first.fromId);
}
