"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

const settledMs = 250;

export type DocumentSearchProps = {
  readonly initial: string;
  readonly onSearch: (words: string) => void;
};

/** Searches when typing pauses. `/` comes here from anywhere on the page, Escape empties it. */
export function DocumentSearch({ initial, onSearch }: DocumentSearchProps) {
  const t = useTranslations("documents.search");
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.activeElement?.closest("input, textarea, select, [contenteditable], [role=dialog]"))
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      clearTimeout(timer.current);
    };
  }, []);

  function later(words: string): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(words.trim()), settledMs);
  }

  return (
    <search className="relative min-w-48 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-soft" />
      <Input
        ref={input}
        type="search"
        defaultValue={initial}
        maxLength={200}
        aria-label={t("label")}
        placeholder={t("placeholder")}
        aria-keyshortcuts="/"
        onChange={(event) => later(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          clearTimeout(timer.current);
          onSearch(event.currentTarget.value.trim());
        }}
        className="peer ps-9 pe-3"
      />
      <span
        aria-hidden
        className="pointer-events-none absolute top-1.5 right-2.5 hidden md:peer-placeholder-shown:peer-not-focus:block"
      >
        <Kbd>/</Kbd>
      </span>
    </search>
  );
}
