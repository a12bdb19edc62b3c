"use client";

import { type PointerEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { paint } from "@/lib/client/dom/paint";
import { rangeOf, type TextDom, unitAtPoint } from "@/lib/client/dom/text-dom";
import type { Edge } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import { type Stretch, snapToGraphemes } from "@/lib/domain/text/boundaries";
import { useReader } from "./reader-context";

type Handle = {
  readonly fragment: number;
  readonly edge: Edge;
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
    const mark = store.mark(selectedId);
    const isOwn = mark !== undefined && store.isMine(mark) && session.mayWrite;
    setHandles(
      isOwn
        ? handlesOf(
            dom,
            mark.spans.map((span) => stretchOf(span)),
          )
        : [],
    );
    function stretchOf({ start, end }: { start: number; end: number }): Stretch {
      return { start: store.map.toUtf16(start), end: store.map.toUtf16(end) };
    }
  }, [dom, store, selectedId, version, width, myState]);

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
    const first = rangeOf(dom, { start, end: start + 1 })?.getClientRects()[0];
    const last = [...(rangeOf(dom, { start: end - 1, end })?.getClientRects() ?? [])].at(-1);
    if (!first || !last) return [];
    const place = (edge: Edge, x: number, box: DOMRect): Handle => ({
      fragment,
      edge,
      left: x - column.left,
      top: box.top - column.top,
      height: box.height,
    });
    return [place("start", first.left, first), place("end", last.right, last)];
  });
}
