"use client";

import { memo, useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { Mark } from "@/lib/client/block-views";
import {
  isSelectionOther,
  type KeptSelection,
  selectIn,
  selectionEnds,
  selectionIn,
} from "@/lib/client/dom/kept-selection";
import type { LiveBlocks } from "@/lib/client/dom/live-blocks";
import { type Look, lookKey, type TextSource } from "@/lib/client/mark-look";
import { type Scheme, tagOf } from "@/lib/domain/scheme/scheme";
import { LANE_COUNT } from "@/lib/domain/scheme/scheme-style";
import { type LaidRun, layOut } from "@/lib/domain/span/runs";

type TextBlockProps = {
  readonly session: TextSource;
  readonly live: LiveBlocks;
  readonly index: number;
};

/** Characters on a line and pixels a line, for the height that a block is given before it is first seen. */
const LINE_UNITS = 68;
const LINE_PX = 38;

/** One paragraph: plain text far from the window, text with its marks near it. Drawn again only when it changed. */
export const TextBlock = memo(function TextBlock({ session, live, index }: TextBlockProps) {
  const element = useRef<HTMLParagraphElement>(null);
  const { store } = session;
  const kept = useRef<KeptSelection | null>(null);
  const marks = useSyncExternalStore(
    useCallback(
      (watch: () => void) =>
        live.subscribe(index, () => {
          kept.current = element.current && selectionIn(element.current);
          watch();
        }),
      [live, index],
    ),
    () => live.view(index),
    () => live.view(index),
  );
  // A verdict that came or went draws the marks anew that it is about, and no other block.
  useSyncExternalStore(
    session.looks.subscribe,
    () => marks.map((mark) => lookKey(session.looks.of(mark))).join(","),
    () => marks.map((mark) => lookKey(session.looks.of(mark))).join(","),
  );
  // New marks are new nodes, and a caret in the old ones would fall back to the paragraph's beginning. Setting it
  // makes the browser lay the text out, so where no caret is drawn that waits until the marks have been.
  // biome-ignore lint/correctness/useExhaustiveDependencies: new marks are what replaces the nodes
  useLayoutEffect(() => {
    const before = kept.current;
    const paragraph = element.current;
    kept.current = null;
    if (!before || !paragraph) return;
    const { start, end } = before;
    const again = () => selectIn(paragraph, { start: session.selection.value ? start : end, end });
    if (session.selection.value || paragraph.closest("[data-caret]")) {
      again();
      return;
    }
    const fallenBack = selectionEnds();
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        // A mouse may have been pressed since: its selection begins where it is, not where the caret was.
        if (!isSelectionOther(fallenBack)) again();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [marks, session]);

  const block = store.views.blocks[index];
  const size = block ? block.end - block.start : 0;

  useEffect(() => {
    const lines = Math.ceil(size / LINE_UNITS);
    element.current?.style.setProperty("contain-intrinsic-block-size", `auto ${lines * LINE_PX}px`);
  }, [size]);

  if (!block) return null;
  return (
    <p ref={element} data-block={index} data-gap={Math.min(block.gap, 3)} dir="auto">
      {marks.length === 0
        ? store.text.slice(block.start, block.end)
        : runsOf(session, index, marks).map((run) => drawn(session, run, marks))}
    </p>
  );
});

function runsOf({ store }: TextSource, index: number, marks: readonly Mark[]): LaidRun[] {
  const block = store.views.blocks[index];
  if (!block) return [];
  const { map } = store;
  const within = { start: map.toCodePoint(block.start), end: map.toCodePoint(block.end) };
  return layOut(within, marks, LANE_COUNT);
}

function drawn({ store, looks }: TextSource, run: LaidRun, marks: readonly Mark[]) {
  const words = store.text.slice(store.map.toUtf16(run.start), store.map.toUtf16(run.end));
  if (run.ids.length === 0) return words;
  const tagById = new Map(marks.map((mark) => [mark.id, mark.tag]));
  const covering = marks.filter((mark) => run.ids.includes(mark.id));
  const lookById = new Map(covering.map((mark) => [mark.id, looks.of(mark)]));
  const lanes = Object.fromEntries(
    run.lanes.flatMap((id, lane) => {
      if (id === null) return [];
      const person = lookById.get(id)?.person ?? null;
      const tagged = [`data-l${lane}`, tagById.get(id)] as const;
      return person === null ? [tagged] : [tagged, [`data-p${lane}`, String(person)] as const];
    }),
  );
  const hidden = run.ids.length - run.lanes.filter((id) => id !== null).length;
  return (
    <mark
      key={run.start}
      data-ids={run.ids.join(" ")}
      // The innermost mark lends its tint.
      data-t={tagById.get(run.ids.at(-1) ?? "")}
      {...lanes}
      data-state={stateOf([...lookById.values()])}
      data-codes={codesOf(store.scheme, run.begins, tagById, lookById) || undefined}
      data-more={hidden > 0 ? `+${hidden}` : undefined}
    >
      {words}
    </mark>
  );
}

function codesOf(
  scheme: Scheme,
  begins: readonly string[],
  tagById: ReadonlyMap<string, string>,
  lookById: ReadonlyMap<string, Look>,
): string {
  return begins
    .map((id) => {
      const { before = "", after = "" } = lookById.get(id) ?? {};
      return `${before}${tagOf(scheme, tagById.get(id) ?? "")?.code ?? "?"}${after}`;
    })
    .join(" ");
}

/** What differs or waits shows above what is agreed or decided where both cover the same words. */
const states = ["differs", "open", "agreed", "gold", "dropped", "aside"] as const;
const stateOf = (looks: readonly Look[]) =>
  states.find((state) => looks.some((look) => look.state === state));
