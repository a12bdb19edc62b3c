"use client";

import { useEffect } from "react";

/** Esc leads from a field to the item at hand, where letters are keys again. What the field holds stays. */
export function useWayToBoard(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      const field = event.target instanceof HTMLElement && event.target.closest("input, select, textarea");
      if (!field || field.closest("[role=dialog]")) return;
      event.preventDefault();
      const board = document.querySelector<HTMLElement>("[data-board]");
      (board ?? document.querySelector<HTMLElement>("#article-text"))?.focus({ preventScroll: true });
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
