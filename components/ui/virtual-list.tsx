"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useId, useRef } from "react";

const OVERSCAN = 10;
const PAGE_ROWS = 10;

export type VirtualRow = {
  readonly key: string;
  /** What a screen reader says of it. */
  readonly label: string;
  /** The tag that colours it. */
  readonly tag?: string;
  readonly className: string;
  readonly content: ReactNode;
  readonly onHover?: (isOver: boolean) => void;
};

export type VirtualListProps<Item> = {
  readonly label: string;
  readonly items: readonly Item[];
  readonly rowPx: number;
  readonly rowOf: (item: Item) => VirtualRow;
  /** The place of the chosen one; negative where none is. It is kept in sight. */
  readonly at: number;
  readonly onGo: (item: Item) => void;
};

/** A listbox that draws the rows in sight only, of which one is chosen: by click, arrows, Home, End and pages. */
export function VirtualList<Item>({ label, items, rowPx, rowOf, at, onGo }: VirtualListProps<Item>) {
  const scroller = useRef<HTMLDivElement>(null);
  const baseId = useId();
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
  });
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [at, rows]);

  const go = (index: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item !== undefined) onGo(item);
  };
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      {...(at >= 0 ? { "aria-activedescendant": `${baseId}${at}` } : {})}
      onKeyDown={(event) => {
        const to = event.altKey ? undefined : placeAfter(event.key, at, items.length);
        if (to === undefined) return;
        event.preventDefault();
        go(to);
      }}
    >
      <div
        role="presentation"
        className="relative"
        ref={(element) => element?.style.setProperty("height", `${rows.getTotalSize()}px`)}
      >
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          const { key, label: words, tag, className, content, onHover } = rowOf(item);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it takes the keys
            <div
              key={key}
              id={`${baseId}${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              aria-label={words}
              data-tag={tag}
              className={className}
              ref={(element) => element?.style.setProperty("transform", `translateY(${start}px)`)}
              onClick={() => go(index)}
              onPointerEnter={() => onHover?.(true)}
              onPointerLeave={() => onHover?.(false)}
            >
              {content}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads from a place in a list; undefined for keys that are none of its own. */
function placeAfter(key: string, at: number, size: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? 0 : at - 1,
    Home: 0,
    End: size - 1,
    PageDown: at + PAGE_ROWS,
    PageUp: at - PAGE_ROWS,
  };
  return moves[key];
}
