import { type KeyboardEvent, useEffect, useRef, useState } from "react";

export type GridPlace = { readonly row: number; readonly column: number };

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/** Arrow keys through a grid of which only a part is drawn: one cell is in the order of the Tab key. */
export function useGridKeys(
  size: { readonly rows: number; readonly columns: number },
  scrollTo: (row: number) => void,
  onToggle: (place: GridPlace) => void,
) {
  const [current, setCurrent] = useState<GridPlace>({ row: 0, column: 0 });
  const grid = useRef<HTMLTableElement>(null);
  const wants = useRef(false);

  const placeOf = ({ row, column }: GridPlace) =>
    grid.current?.querySelector<HTMLElement>(`[data-place="${row}-${column}"]`);

  // The row may be drawn only after it has been scrolled to.
  useEffect(() => {
    if (!wants.current) return;
    const cell = placeOf(current);
    if (!cell) return;
    wants.current = false;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement)) return;
    if (event.target.dataset.place === undefined && event.target !== grid.current) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      onToggle(current);
      return;
    }
    const by = moves[event.key];
    const edge = event.key === "Home" ? 0 : event.key === "End" ? size.columns - 1 : null;
    if (!by && edge === null) return;
    event.preventDefault();
    const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    const next = {
      row: clamp(current.row + (by?.[0] ?? 0), size.rows),
      column: edge ?? clamp(current.column + (by?.[1] ?? 0), size.columns),
    };
    wants.current = true;
    // A cell that scrolls out of sight is drawn no more, and the next key would go to nobody.
    if (!placeOf(next)) grid.current?.focus({ preventScroll: true });
    scrollTo(next.row);
    setCurrent(next);
  }
  return { grid, current, setCurrent, onKeyDown };
}
