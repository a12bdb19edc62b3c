"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { quoteOf } from "@/lib/client/block-views";
import { useSignal } from "@/lib/client/signal";
import { tagOf } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";
import { RemovedAnnotations } from "./removed-annotations";

const ROW_PX = 40;

/** All annotations in reading order: for those who can't see the marks, the marks. */
export function AnnotationList({ version }: { version: number }) {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const { store } = session;
  const selectedId = useSignal(session.selectedId);
  const [tag, setTag] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const baseId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that the marks are others
  const marks = useMemo(
    () => store.marks().filter((mark) => tag === "" || mark.tag === tag),
    [store, version, tag],
  );
  const rows = useVirtualizer({
    count: marks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const at = marks.findIndex((mark) => mark.id === selectedId);

  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [at, rows]);

  const go = (index: number) => {
    const mark = marks[Math.max(0, Math.min(marks.length - 1, index))];
    if (mark) view.select(mark.id, { reveal: true });
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 px-4 py-3">
        <Field label={t("filter")} hideLabel>
          {(control) => (
            <Select {...control} value={tag} onChange={(event) => setTag(event.target.value)}>
              <option value="">{t("allTags")}</option>
              {store.scheme.tags.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <SetChoice />
      </div>
      {marks.length === 0 && <p className="px-4 text-soft text-sm">{t("listEmpty")}</p>}
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto"
        role="listbox"
        tabIndex={0}
        aria-label={t("listLabel")}
        {...(at >= 0 ? { "aria-activedescendant": `${baseId}${at}` } : {})}
        onKeyDown={(event) => {
          const moves: Record<string, number> = {
            ArrowDown: at + 1,
            ArrowUp: at < 0 ? 0 : at - 1,
            Home: 0,
            End: marks.length - 1,
            PageDown: at + 10,
            PageUp: at - 10,
          };
          const to = event.altKey ? undefined : moves[event.key];
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
            const mark = marks[index];
            if (!mark) return null;
            const known = tagOf(store.scheme, mark.tag);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it takes the keys
              <div
                key={mark.id}
                id={`${baseId}${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={mark.id === selectedId}
                aria-posinset={index + 1}
                aria-setsize={marks.length}
                aria-label={`${known?.title ?? mark.tag}: ${quoteOf(mark)}`}
                data-tag={mark.tag}
                className="reader-row"
                ref={(element) => element?.style.setProperty("transform", `translateY(${start}px)`)}
                onClick={() => view.select(mark.id, { reveal: true })}
                onPointerEnter={() => session.hoveredId.set(mark.id)}
                onPointerLeave={() => session.hoveredId.set(null)}
              >
                <span className="reader-code">{known?.code ?? "?"}</span>
                <span className="truncate" dir="auto">
                  {quoteOf(mark)}
                </span>
                {mark.attributes.certainty === "UNSURE" && (
                  <span className="ml-auto shrink-0 text-warning">?</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <RemovedAnnotations />
    </div>
  );
}

/** Whose marks are shown, where others' may be seen. */
function SetChoice() {
  const t = useTranslations("reader.panel");
  const { session } = useReader();
  const sets = useSignal(session.sets);
  const hidden = useSignal(session.hiddenSets);
  if (sets.length < 2 && sets.every((set) => set.isMine)) return null;
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <legend className="sr-only">{t("whose")}</legend>
      {sets.map((set) => (
        <Checkbox
          key={set.id}
          label={set.isMine ? t("mine") : set.kind === "gold" ? t("gold") : set.name}
          checked={!hidden.has(set.id)}
          onChange={() => session.toggleSet(set.id)}
        />
      ))}
    </fieldset>
  );
}
