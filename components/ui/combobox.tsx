"use client";

import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Popover as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";
import type { FieldControl } from "./field";

export type ComboboxOption<Value extends string> = {
  value: Value;
  /** What is shown and searched. */
  label: string;
  /** Also searched: other names. */
  keywords?: readonly string[];
  hint?: ReactNode;
};

export type ComboboxProps<Value extends string> = {
  options: readonly ComboboxOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder: string;
  searchLabel: string;
  /** Offered when nothing has exactly the typed name. */
  create?: { label: (query: string) => string; run: (query: string) => void };
  /** From Field. */
  control?: FieldControl;
};

const row =
  "flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2.5 py-1 text-sm data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent-ink";

/** A list long enough to need a search. For a short one use Select. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const { options, value, onValueChange, placeholder, searchLabel, create, control } = props;
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const chosen = options.find((option) => option.value === value);
  const typed = query.trim();
  const isNew = typed !== "" && !options.some((option) => option.label === typed);

  function close(): void {
    setOpen(false);
    setQuery("");
  }

  return (
    <Primitive.Root open={open} onOpenChange={(next) => (next ? setOpen(true) : close())}>
      <Primitive.Trigger
        {...control}
        className="control flex w-full items-center justify-between gap-2 px-3 py-1 text-left text-sm"
      >
        <span className={chosen ? "truncate" : "truncate text-faint"}>{chosen?.label ?? placeholder}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-soft" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={searchLabel}
          className="z-60 w-(--radix-popover-trigger-width) min-w-60 animate-appear rounded-md border border-line bg-raised shadow-float"
        >
          <Command label={searchLabel}>
            <Command.Input
              value={query}
              onValueChange={setQuery}
              placeholder={searchLabel}
              className="w-full border-line border-b bg-transparent px-3 py-2 text-sm -outline-offset-2"
            />
            <Command.List className="max-h-72 overflow-y-auto p-1">
              {!create && (
                <Command.Empty className="px-2.5 py-2 text-sm text-soft">
                  {t("listbox.empty", { query })}
                </Command.Empty>
              )}
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, ...(option.keywords ?? [])]}
                  onSelect={() => {
                    onValueChange(option.value);
                    close();
                  }}
                  className={row}
                >
                  <span className="min-w-0 flex-1">
                    {option.label}
                    {option.hint !== undefined && (
                      <span className="block text-xs text-faint">{option.hint}</span>
                    )}
                  </span>
                  {option.value === value && <Check aria-hidden className="size-4 shrink-0" />}
                </Command.Item>
              ))}
              {create && isNew && (
                <Command.Item
                  forceMount
                  value={`+${typed}`}
                  onSelect={() => {
                    create.run(typed);
                    close();
                  }}
                  className={row}
                >
                  {create.label(typed)}
                </Command.Item>
              )}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
