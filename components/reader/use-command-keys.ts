"use client";

import { useEffect } from "react";
import { keyOf } from "@/lib/client/keys";
import { type Command, commandFor, type ReaderPage } from "@/lib/client/reader-commands";

// A radio button takes arrows and the space bar, and no letters.
const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("input:not([type=radio]), textarea, select, [contenteditable=true], [role=dialog]") !== null;

/** A button or an item takes Enter and the space bar for itself. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("button, a, summary, [role=option], [role=menuitem]") !== null;

/** Keys reach commands from anywhere on the page but fields and dialogs, which need them themselves. */
export function useCommandKeys(commands: readonly Command[], page: ReaderPage): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isField(event.target)) return;
      const combination = keyOf(event);
      if (combination === "Enter" && isControl(event.target)) return;
      const isLetter = /^(Shift\+)?[a-z0-9.,?+=[\]]$/.test(combination);
      if (isLetter && !page.view.hasLetterKeys.value) return;
      page.view.catchUp();
      const command = commandFor(commands, combination, page);
      if (!command) return;
      event.preventDefault();
      command.run(page);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [commands, page]);
}
