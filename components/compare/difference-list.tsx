"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { useSignal } from "@/lib/client/signal";
import { tagTitle, wordsOf } from "@/lib/client/version-facts";
import { relationTypeOf, tagOf } from "@/lib/domain/scheme/scheme";
import { useCompare } from "./compare-context";

const ROW_PX = 56;

/** The differences in the order of the text: for those who can't see the marks, the way through them. */
export function DifferenceList() {
  const t = useTranslations("compare");
  const view = useCompare();
  const { store } = view.session;
  const wanted = useSignal(view.wanted);
  const focusedId = useSignal(view.focusedId);
  const scroller = useRef<HTMLDivElement>(null);
  const baseId = useId();
  const rows = useVirtualizer({
    count: wanted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const at = wanted.findIndex(({ versions }) => versions.some(({ id }) => id === focusedId));
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [at, rows]);

  const go = (index: number) => {
    const [version] = wanted[Math.max(0, Math.min(wanted.length - 1, index))]?.versions ?? [];
    if (version) view.open(version.id);
  };
  if (wanted.length === 0) return <p className="p-4 text-soft text-sm">{t("noDifference")}</p>;
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto"
      role="listbox"
      tabIndex={0}
      aria-label={t("list")}
      {...(at >= 0 ? { "aria-activedescendant": `${baseId}${at}` } : {})}
      onKeyDown={(event) => {
        const moves: Record<string, number> = {
          ArrowDown: at + 1,
          ArrowUp: at < 0 ? 0 : at - 1,
          Home: 0,
          End: wanted.length - 1,
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
          const item = wanted[index];
          const [first] = item?.versions ?? [];
          if (!item || !first) return null;
          const words = wordsOf(store, first.id);
          const code = tagOf(store.scheme, first.tag)?.code ?? relationTypeOf(store.scheme, first.tag)?.title;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it takes the keys
            <div
              key={item.id}
              id={`${baseId}${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-posinset={index + 1}
              aria-setsize={wanted.length}
              aria-label={`${tagTitle(store.scheme, first)}: ${words}. ${item.differences.map((kind) => t(`differenceKinds.${kind}`)).join(", ")}`}
              data-tag={first.tag}
              className="reader-row compare-list-row"
              ref={(element) => element?.style.setProperty("transform", `translateY(${start}px)`)}
              onClick={() => go(index)}
            >
              <span className="reader-code">{code?.slice(0, 2) ?? "?"}</span>
              <span className="min-w-0">
                <span className="block truncate" dir="auto">
                  {words || tagTitle(store.scheme, first)}
                </span>
                <span className="block truncate text-soft text-xs">
                  {item.differences.map((kind) => t(`differenceKinds.${kind}`)).join(" · ")}
                </span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
