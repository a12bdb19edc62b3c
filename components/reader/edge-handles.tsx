"use client";

import { type PointerEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { paint } from "@/lib/client/dom/paint";
import { rangeOf, type TextDom, unitAtPoint } from "@/lib/client/dom/text-dom";
import { useSignal } from "@/lib/client/signal";
import type { Edge } from "@/lib/client/snapping";
import { type Stretch, snapToGraphemes } from "@/lib/domain/text/boundaries";
import { useReader } from "./reader-context";

type Handle = {
  readonly fragment: number;
  readonly edge: Edge;
  /** On which side of the words it lies. */
  readonly side: "left" | "right";
  readonly left: number;
  readonly top: number;
  readonly height: number;
};

/** Grips at both ends of each fragment of the selected annotation. Keys do the same; see the commands. */
export function EdgeHandles({ dom }: { dom: TextDom }) {
  const { session, view } = useReader();
  const { store } = session;
  const selectedId = useSignal(session.selectedId);
  const myState = useSignal(session.myState);
  const correctingId = useSignal(view.correctingId);
  const version = useSyncExternalStore(store.subscribe, store.version, store.version);
  const [handles, setHandles] = useState<readonly Handle[]>([]);
  const [width, setWidth] = useState(0);
  const dragged = useRef<Stretch | null>(null);

  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(dom.root.clientWidth));
    observer.observe(dom.root);
    return () => observer.disconnect();
  }, [dom]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version, width and state say that places have moved
  useEffect(() => {
    // Measuring makes the browser lay the text out; that can wait until the mark itself has been drawn.
    const frame = requestAnimationFrame(() => {
      const mark = store.mark(selectedId);
      const isOwn = mark !== undefined && view.mayEdit(mark);
      const stretches = (mark?.spans ?? []).map(({ start, end }) => ({
        start: store.map.toUtf16(start),
        end: store.map.toUtf16(end),
      }));
      setHandles(isOwn ? handlesOf(dom, stretches) : []);
    });
    return () => cancelAnimationFrame(frame);
  }, [dom, store, selectedId, version, width, myState, correctingId]);

  const stretchAt = ({ fragment, edge }: Handle, event: PointerEvent): Stretch | null => {
    const span = view.selected?.spans[fragment];
    const at = unitAtPoint(dom, event.clientX, event.clientY);
    if (!span || at === null) return null;
    const from = store.map.toUtf16(span.start);
    const to = store.map.toUtf16(span.end);
    const moved =
      edge === "start"
        ? { start: Math.min(at, to - 1), end: to }
        : { start: from, end: Math.max(at, from + 1) };
    return view.snapsToTokens.value ? view.snapped(moved) : snapToGraphemes(store.text, moved);
  };

  return handles.map((handle) => (
    <span
      key={`${handle.fragment}${handle.edge}`}
      aria-hidden
      className="reader-handle"
      data-edge={handle.edge}
      data-side={handle.side}
      ref={(element) => {
        element?.style.setProperty("transform", `translate(${handle.left}px, ${handle.top}px)`);
        element?.style.setProperty("height", `${handle.height}px`);
      }}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        dragged.current = stretchAt(handle, event);
        paint(dom, "pending", dragged.current ? [dragged.current] : []);
      }}
      onPointerUp={() => {
        if (dragged.current) view.setFragment(handle.fragment, dragged.current);
        dragged.current = null;
        paint(dom, "pending", []);
      }}
      onPointerCancel={() => {
        dragged.current = null;
        paint(dom, "pending", []);
      }}
    />
  ));
}

function handlesOf(dom: TextDom, fragments: readonly Stretch[]): Handle[] {
  const column = dom.root.parentElement?.getBoundingClientRect();
  if (!column) return [];
  return fragments.flatMap(({ start, end }, fragment) => {
    const opening = rangeOf(dom, { start, end: start + 1 });
    const closing = rangeOf(dom, { start: end - 1, end });
    const first = opening?.getClientRects()[0];
    const last = [...(closing?.getClientRects() ?? [])].at(-1);
    if (!opening || !closing || !first || !last) return [];
    const place = (edge: Edge, box: DOMRect, side: Handle["side"]): Handle => ({
      fragment,
      edge,
      side,
      left: box[side] - column.left,
      top: box.top - column.top,
      height: box.height,
    });
    return [
      place("start", first, runsLeft(opening) ? "right" : "left"),
      place("end", last, runsLeft(closing) ? "left" : "right"),
    ];
  });
}

/** Whether the paragraph runs from right to left: then its marks begin on their right. */
function runsLeft({ startContainer }: Range): boolean {
  const element = startContainer.parentElement;
  return element !== null && getComputedStyle(element).direction === "rtl";
}
