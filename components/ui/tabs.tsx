"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { classNames } from "./class-names";

export type Tab<Value extends string> = {
  value: Value;
  label: ReactNode;
  content: ReactNode;
};

export type TabsProps<Value extends string> = {
  /** Names the row of tabs. */
  label: string;
  tabs: readonly Tab<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  className?: string;
};

/** Which tab a key goes to, or null when the key is not one of the tab keys. */
function target(key: string, at: number, count: number): number | null {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

/**
 * Panels of one page; for places with an address of their own use links. Written here because Radix' tabs send
 * style attributes in the server's HTML, which the page's policy refuses.
 */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, tabs, value, defaultValue, onValueChange, className } = props;
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const [ownValue, setOwnValue] = useState(defaultValue ?? tabs[0]?.value);
  const active = value ?? ownValue;

  function choose(next: Value): void {
    setOwnValue(next);
    onValueChange?.(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const at = tabs.findIndex((tab) => tab.value === active);
    const to = target(event.key, at, tabs.length);
    const tab = to === null ? undefined : tabs[to];
    if (to === null || !tab) return;
    event.preventDefault();
    choose(tab.value);
    row.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[to]?.focus();
  }

  return (
    <div className={className}>
      <div
        ref={row}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="flex gap-1 overflow-x-auto border-line border-b"
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}-tab`}
            aria-controls={`${id}-${tab.value}`}
            aria-selected={tab.value === active}
            tabIndex={tab.value === active ? 0 : -1}
            onClick={() => choose(tab.value)}
            className={classNames(
              "-mb-px min-h-(--control) border-b-2 px-3 text-sm font-medium whitespace-nowrap -outline-offset-2",
              tab.value === active
                ? "border-accent text-accent-ink"
                : "border-transparent text-soft hover:border-edge hover:text-ink",
            )}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.value}
          role="tabpanel"
          id={`${id}-${tab.value}`}
          aria-labelledby={`${id}-${tab.value}-tab`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel of plain text must be reachable by keyboard.
          tabIndex={0}
          hidden={tab.value !== active}
          className="pt-4"
        >
          {tab.content}
        </div>
      ))}
    </div>
  );
}
