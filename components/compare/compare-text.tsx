"use client";

import { useTranslations } from "next-intl";
import { type MouseEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ComparedText } from "@/lib/client/compare-view";
import { LiveBlocks } from "@/lib/client/dom/live-blocks";
import type { TextDom } from "@/lib/client/dom/text-dom";
import { useSignal } from "@/lib/client/signal";
import { TextBlock } from "../reader/text-block";
import { useCompare } from "./compare-context";
import { CompareLegend } from "./compare-legend";
import { ComparePaint } from "./compare-paint";
import { PersonSign } from "./person-sign";
import { setKind } from "./set-choice";

/** How much of a text is drawn with its marks before the browser says what is in the window. */
const FIRST_LIVE_UNITS = 6_000;
/** Characters on a line and pixels a line, for the height that a row is given before it is first seen. */
const LINE_UNITS = 90;
const LINE_PX = 38;

export type Column = {
  readonly setId: string | null;
  readonly name: string;
  readonly text: ComparedText;
  readonly live: LiveBlocks;
};

/** The article as each of several sets marks it: paragraph beside paragraph, or all over one another. */
export function CompareText({ language }: { language: string }) {
  const t = useTranslations("compare");
  const view = useCompare();
  const layout = useSignal(view.layout);
  const chosen = useSignal(view.chosen);
  const isLoaded = useSignal(view.session.isLoaded);
  // Says that texts and marks are others than before.
  useSignal(view.comparison);
  const root = useRef<HTMLDivElement>(null);
  const [doms, setDoms] = useState<readonly TextDom[]>([]);
  const columns = useMemo(
    () =>
      (layout === "overlaid" ? [null] : chosen).map((setId): Column => {
        const text = setId === null ? view.overlay : view.textOf(setId);
        const first = text.views.blocks.filter((block) => block.start < FIRST_LIVE_UNITS).length;
        const name = setId === null ? "" : (view.setOf(setId)?.name ?? "");
        return { setId, name, text, live: new LiveBlocks(text.views, first) };
      }),
    [view, layout, chosen],
  );
  const blocks = columns[0]?.text.views.blocks ?? [];
  // By key the same is done with N, P and V.
  const pointer = { onClick: (event: MouseEvent) => pick(event, view) };

  // Before the browser looks at the new rows for the first time.
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const stops = columns.map(({ live }) => live.listen(element));
    return () => {
      for (const stop of stops) stop();
    };
  }, [columns]);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    setDoms(
      columns.map((_, column) => ({
        root: element,
        blocks,
        element: (block) => element.children[block]?.children[column],
      })),
    );
  }, [columns, blocks]);

  return (
    <div className="reader-scroller" data-scroller>
      <CompareLegend layout={layout} />
      {layout === "columns" && <ColumnHeads columns={columns} />}
      <div
        ref={root}
        id="article-text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys that walk the differences act on it
        tabIndex={0}
        role="document"
        aria-label={t("text.label")}
        aria-busy={!isLoaded}
        lang={language || undefined}
        className="reader-text compare-text"
        data-layout={layout}
        data-columns={columns.length}
        {...pointer}
      >
        {blocks.map((block, index) => (
          <CompareRow
            key={block.start}
            columns={columns}
            index={index}
            size={block.end - block.start}
            gap={block.gap}
          />
        ))}
      </div>
      <ComparePaint columns={columns} doms={doms} />
    </div>
  );
}

/** A click on a mark opens it; on several at one place, one after the other. */
function pick(event: MouseEvent, view: ReturnType<typeof useCompare>): void {
  if (document.getSelection()?.isCollapsed === false || !(event.target instanceof Element)) return;
  const ids =
    event.target.closest("mark[data-ids]")?.getAttribute("data-ids")?.split(" ").filter(Boolean) ?? [];
  const at = ids.indexOf(view.focusedId.value ?? "");
  const id = at > 0 ? ids[at - 1] : ids.at(-1);
  view.focusedId.set(id ?? null);
}

type CompareRowProps = {
  readonly columns: readonly Column[];
  readonly index: number;
  readonly size: number;
  readonly gap: number;
};

/** One paragraph in each column. As tall as the tallest of them, so the columns stay aligned. */
const CompareRow = memo(function CompareRow({ columns, index, size, gap }: CompareRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const lines = Math.ceil((size * columns.length) / LINE_UNITS);
    row.current?.style.setProperty("contain-intrinsic-block-size", `auto ${lines * LINE_PX}px`);
  }, [size, columns.length]);
  return (
    <div ref={row} className="compare-row" data-block={index} data-gap={Math.min(gap, 3)}>
      {columns.map(({ setId, name, text, live }) => (
        <div key={setId} className="compare-cell" data-who={name || undefined}>
          <TextBlock session={text.source} live={live} index={index} />
        </div>
      ))}
    </div>
  );
});

function ColumnHeads({ columns }: { columns: readonly Column[] }) {
  const t = useTranslations("compare");
  const view = useCompare();
  return (
    <div className="compare-heads" data-columns={columns.length}>
      {columns.map(({ setId }) => {
        const set = setId === null ? undefined : view.setOf(setId);
        if (!set) return null;
        return (
          <p key={set.id} className="min-w-0">
            <span className="flex min-w-0 items-center gap-2 font-semibold text-sm" dir="auto">
              <PersonSign setId={set.id} />
              {set.isMine ? t("mine", { name: set.name }) : set.name}
            </span>
            <span className="block truncate text-faint text-xs">
              {t(`kinds.${setKind(set.kind)}`)} · {t(`states.${set.state}`)}
            </span>
          </p>
        );
      })}
    </div>
  );
}
