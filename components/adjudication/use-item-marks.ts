"use client";

import { useEffect } from "react";
import { stretchOf } from "@/lib/client/adjudication-draft";
import type { AdjudicationSession } from "@/lib/client/adjudication-session";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { hull } from "@/lib/domain/span/span";

/** Puts the items into the text, one mark for each, and keeps what is selected there and in the queue the same. */
export function useItemMarks(session: AdjudicationSession, view: ReaderView): void {
  const version = useSignal(session.version);
  const currentId = useSignal(session.currentId);
  const draft = useSignal(session.draft);
  const { store, selectedId, selection } = view.session;

  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that items or decisions are new
  useEffect(() => {
    store.load(session.items.flatMap((item) => markOf(session, item) ?? []));
  }, [session, store, version]);

  useEffect(() => {
    const item = session.itemOf(currentId);
    const shown = item && placeOf(session, item);
    if (shown) view.select(shown.id, { reveal: true });
    else view.select(null);
  }, [session, view, currentId]);

  useEffect(
    () =>
      selectedId.subscribe(() => {
        const item = session.itemOf(selectedId.value);
        const current = session.current;
        if (item && !(current && placeOf(session, current)?.id === item.id)) session.go(item.id);
      }),
    [session, selectedId],
  );

  useEffect(() => {
    const extent = draft && hull(draft.spans);
    if (extent) selection.set(stretchOf(store, extent));
    return () => selection.set(null);
  }, [draft, store, selection]);
}

/** What an item looks like in the text: the gold that it became, or else its first version. */
function markOf(session: AdjudicationSession, item: AlignedItem): StoredAnnotation | null {
  const [gold] = session.goldOf(item);
  const shown = gold ?? item.versions[0];
  if (shown?.kind !== "span") return null;
  return { ...shown, id: item.id, createdBy: null, createdAt: "", updatedAt: "", deletedAt: null };
}

/** Where in the text an item is: a link is where it begins. */
function placeOf(session: AdjudicationSession, item: AlignedItem): AlignedItem | undefined {
  const [first] = item.versions;
  if (first?.kind !== "relation") return item;
  return session.items.find(({ versions }) => versions.some(({ id }) => id === first.fromId));
}
