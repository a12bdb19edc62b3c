import { useCallback, useEffect, useState } from "react";

/** Where in the list a key goes, or null when it is not one of the list's keys. */
function target(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown" || key === "j") return Math.min(at + 1, count - 1);
  if (key === "ArrowUp" || key === "k") return Math.max(at - 1, 0);
  return null;
}

/** Whether the keyboard belongs to what is focused: something to type in, a menu, a dialog. */
function isTaken(element: Element | null): boolean {
  return element?.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog]") != null;
}

/** The page's bar and the table's head cover this much of the window's top. */
const coveredPx = 130;

/** The first row that the reader sees, or null when none is drawn. */
function firstInSight(): number | null {
  for (const row of document.querySelectorAll<HTMLElement>("tbody [data-index]"))
    if (row.getBoundingClientRect().bottom > coveredPx) return Number(row.dataset.index);
  return null;
}

/** Whether the row is on the screen: one that was left behind is no place to go on from. */
function isInSight(index: number): boolean {
  const row = document.querySelector(`tbody [data-index="${index}"]`)?.getBoundingClientRect();
  return row !== undefined && row.bottom > coveredPx && row.top < window.innerHeight;
}

export type RowKeys = {
  /** The row that Tab leads to. */
  readonly current: number;
  /** The row that is to take the focus as soon as it is drawn. */
  readonly wanted: number | null;
  readonly onFocused: (index: number) => void;
  readonly focusRow: (index: number) => void;
};

/** Arrow keys and J/K through a list of which only a part is drawn, from wherever on the page nothing is typed. */
export function useRowKeys(count: number, scrollTo: (index: number) => void): RowKeys {
  const [current, setCurrent] = useState(0);
  const [wanted, setWanted] = useState<number | null>(null);
  const [isUsed, setUsed] = useState(false);

  const onFocused = useCallback((index: number) => {
    setCurrent(index);
    setWanted(null);
    setUsed(true);
  }, []);

  /** Asks the row at this place to take the focus; it is in sight already. */
  const focusRow = useCallback((index: number) => {
    setCurrent(index);
    setWanted(index);
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (isTaken(document.activeElement) || count === 0) return;
      const isInList = document.activeElement?.closest("[data-index]") != null;
      // Outside the list arrow keys scroll the page, as everywhere.
      if (!isInList && event.key.startsWith("Arrow")) return;
      const moved = target(event.key, current, count);
      if (moved === null) return;
      event.preventDefault();
      // Coming from elsewhere, the first key only enters the list, where the reader looks.
      const isGoingOn = isInList || (isUsed && isInSight(current));
      const to = isGoingOn ? moved : Math.min(firstInSight() ?? 0, count - 1);
      scrollTo(to);
      focusRow(to);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });

  return { current: Math.min(current, Math.max(0, count - 1)), wanted, onFocused, focusRow };
}
