import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";

export type WindowRows<Body extends HTMLElement> = {
  /** Of the element that holds the rows in normal flow. */
  readonly body: RefObject<Body | null>;
  readonly indexes: readonly number[];
  /** Stands for the rows that are not drawn. Null in the server's HTML, where the page's policy refuses styles. */
  readonly padding: { readonly paddingTop: number; readonly paddingBottom: number } | null;
  /** Every row's ref; a row also says its `data-index`. */
  readonly measure: (row: Element | null) => void;
  readonly scrollTo: (index: number) => void;
};

export type WindowRowsOptions = {
  readonly count: number;
  readonly estimatePx: number;
  /** How many the server draws; the rest follow in the browser. */
  readonly firstRows: number;
  /** Called with the last row in sight. */
  readonly onReach: (index: number) => void;
};

/** The page's bar, the project's places and a table's head cover this much of the window's top. */
const coveredPx = 150;

const never = (): (() => void) => () => {};

/**
 * Draws only the rows near the window of a long list that scrolls with the page. Rows stay in normal flow between
 * two paddings, so the server's HTML is the same as the browser's first one and needs no style attribute.
 */
export function useWindowRows<Body extends HTMLElement>(options: WindowRowsOptions): WindowRows<Body> {
  const { count, estimatePx, firstRows, onReach } = options;
  const body = useRef<Body>(null);
  const [top, setTop] = useState(0);
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => estimatePx,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: coveredPx,
    scrollPaddingEnd: 16,
    useFlushSync: false,
  });
  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0];
  const last = drawn.at(-1);
  const isVirtual = isInBrowser && first !== undefined && last !== undefined;

  // What stands above the list comes and goes, so its place is read at every drawing.
  useLayoutEffect(() => {
    if (!body.current) return;
    const now = Math.round(body.current.getBoundingClientRect().top + window.scrollY);
    if (now !== top) setTop(now);
  });

  const reached = last?.index;
  useEffect(() => {
    if (reached !== undefined) onReach(reached);
  }, [reached, onReach]);

  return {
    body,
    indexes: isVirtual
      ? drawn.map(({ index }) => index)
      : Array.from({ length: Math.min(count, firstRows) }, (_, index) => index),
    padding: isVirtual
      ? {
          paddingTop: Math.max(0, first.start - top),
          paddingBottom: Math.max(0, virtualizer.getTotalSize() - (last.end - top)),
        }
      : null,
    measure: virtualizer.measureElement,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
