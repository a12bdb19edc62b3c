"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { moveCaret } from "@/lib/client/dom/caret";
import { LiveBlocks } from "@/lib/client/dom/live-blocks";
import type { TextDom } from "@/lib/client/dom/text-dom";
import { useSignal } from "@/lib/client/signal";
import { CaretLine } from "./caret-line";
import { EdgeHandles } from "./edge-handles";
import { MarginMarks } from "./margin-marks";
import { PaintLayers } from "./paint-layers";
import { useReader } from "./reader-context";
import { TextBlock } from "./text-block";
import { useMarkPointer } from "./use-mark-pointer";
import { useReadingPlace } from "./use-reading-place";
import { useTextSelection } from "./use-text-selection";

/** How much of a text is drawn with its marks before the browser says what is in the window. */
const FIRST_LIVE_UNITS = 6_000;

/** The article: all of it in the page, so that find-in-page, copying and screen readers have all of it. */
export function TextSurface({ language }: { language: string }) {
  const t = useTranslations("reader");
  const { session, view } = useReader();
  const root = useRef<HTMLDivElement>(null);
  const [dom, setDom] = useState<TextDom | null>(null);
  const isLoaded = useSignal(session.isLoaded);
  const isCaretOn = useSignal(view.isCaretOn);
  const keptTag = useSignal(session.keptTag);
  const blocks = useSyncExternalStore(
    session.store.subscribe,
    () => session.store.views.blocks,
    () => session.store.views.blocks,
  );
  const live = useMemo(() => {
    const { views } = session.store;
    return new LiveBlocks(views, views.blocks.filter((block) => block.start < FIRST_LIVE_UNITS).length);
  }, [session]);

  // Before the browser looks at the new blocks for the first time.
  useLayoutEffect(() => (root.current ? live.listen(root.current) : undefined), [live]);
  useEffect(() => {
    if (root.current) setDom({ root: root.current, blocks });
  }, [blocks]);
  useTextSelection(dom, live);
  useReadingPlace(dom);
  const pointer = useMarkPointer(dom);

  return (
    <div className="reader-scroller" data-scroller>
      <div className="reader-column">
        <div
          ref={root}
          id="article-text"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: selecting, tagging and the caret act on it by key
          tabIndex={0}
          role="document"
          aria-label={t("text.label")}
          aria-busy={!isLoaded}
          lang={language || undefined}
          className="reader-text"
          data-caret={isCaretOn || undefined}
          data-keep={keptTag ?? undefined}
          onKeyDown={(event) => {
            if (isCaretOn && moveCaret(event.nativeEvent, event.currentTarget)) event.preventDefault();
          }}
          onCopy={(event) => {
            const stretch = session.selection.value;
            if (!stretch) return;
            // The browser would put its own line feeds between paragraphs; what is copied is what is stored.
            event.clipboardData.setData("text/plain", session.store.text.slice(stretch.start, stretch.end));
            event.preventDefault();
          }}
          {...pointer}
        >
          {blocks.map((block, index) => (
            <TextBlock key={block.start} session={session} live={live} index={index} />
          ))}
        </div>
        {dom && <EdgeHandles dom={dom} />}
        {dom && <PaintLayers dom={dom} live={live} />}
        {dom && <MarginMarks dom={dom} />}
        {dom && isCaretOn && <CaretLine dom={dom} />}
      </div>
    </div>
  );
}
