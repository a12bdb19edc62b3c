"use client";

import { useEffect } from "react";
import type { AnnotationStore } from "@/lib/client/annotation-store";
import { paintAcross } from "@/lib/client/dom/paint";
import type { TextDom } from "@/lib/client/dom/text-dom";
import { Signal, useSignal } from "@/lib/client/signal";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Stretch } from "@/lib/domain/text/boundaries";
import { bringIntoWindow } from "../reader/paint-layers";
import { useCompare } from "./compare-context";
import type { Column } from "./compare-text";

const still = new Signal(0);

/**
 * Paints the open item: the version that verdicts are about, its rivals, and in the column of who says nothing of it
 * the place where it would be. Brings it into the window when that is asked for.
 */
export function ComparePaint({ columns, doms }: { columns: readonly Column[]; doms: readonly TextDom[] }) {
  const view = useCompare();
  const { store } = view.session;
  const focusedId = useSignal(view.focusedId);
  const comparison = useSignal(view.comparison);
  const reveal = useSignal(view.reader.reveal);
  // All columns are drawn anew together: they have the same rows.
  const drawn = useSignal(columns[0]?.live.changes ?? still);

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn says that the text's nodes are new
  useEffect(() => {
    const item = comparison.itemOf.get(focusedId ?? "");
    const stretchesOf = (id: string): Stretch[] =>
      marksOf(id, store).flatMap(({ spans }) =>
        spans.map(({ start, end }) => ({ start: store.map.toUtf16(start), end: store.map.toUtf16(end) })),
      );
    const isIn = (column: Column, setId: string) => column.setId === null || column.setId === setId;
    const parts = (ids: (column: Column) => readonly string[]) =>
      doms.flatMap((dom, at) => {
        const column = columns[at];
        return column ? [{ dom, stretches: ids(column).flatMap(stretchesOf) }] : [];
      });
    const versions = item?.versions ?? [];
    const focused = versions.filter(({ id }) => id === focusedId);
    const rivals = versions.filter(({ id }) => id !== focusedId);
    paintAcross(
      "selected",
      parts((column) => focused.filter(({ setId }) => isIn(column, setId)).map(({ id }) => id)),
    );
    paintAcross(
      "hovered",
      parts((column) => rivals.filter(({ setId }) => isIn(column, setId)).map(({ id }) => id)),
    );
    paintAcross(
      "pending",
      parts((column) =>
        column.setId !== null && item?.missing.includes(column.setId) ? focused.map(({ id }) => id) : [],
      ),
    );
    return () => {
      for (const layer of ["selected", "hovered", "pending"] as const) paintAcross(layer, []);
    };
  }, [doms, columns, store, focusedId, comparison, drawn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: reveal is the request; what is open may change without one
  useEffect(() => {
    const { focused } = view;
    const [dom] = doms;
    const [mark] = focused ? marksOf(focused.id, store) : [];
    const span = mark?.spans[0];
    if (!dom || !span || (reveal === 0 && !view.start.address.item && !focused)) return;
    const start = store.map.toUtf16(span.start);
    const at = columns.findIndex(({ setId }) => setId === focused?.setId);
    bringIntoWindow(doms[at] ?? dom, { start, end: start + 1 });
  }, [reveal, doms]);
  return null;
}

type Spanned = Extract<StoredAnnotation, { kind: "span" }>;

/** The marks that an annotation covers or joins. */
function marksOf(id: string, store: AnnotationStore): Spanned[] {
  const row = store.get(id);
  if (row?.kind === "span") return [row];
  return row?.kind === "relation" ? [...marksOf(row.fromId, store), ...marksOf(row.toId, store)] : [];
}
