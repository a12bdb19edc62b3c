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
      // The first key goes to the row that Tab would go to.
      const to = target(event.key, isInList || isUsed ? current : current - 1, count);
      if (to === null) return;
      event.preventDefault();
      scrollTo(Math.max(0, to));
      focusRow(Math.max(0, to));
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });

  return { current: Math.min(current, Math.max(0, count - 1)), wanted, onFocused, focusRow };
}
