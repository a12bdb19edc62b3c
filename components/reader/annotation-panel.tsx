"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { useSignal } from "@/lib/client/signal";
import { AnnotationDetails } from "./annotation-details";
import { AnnotationList } from "./annotation-list";
import { useReader } from "./reader-context";

type Tab = "details" | "all";

/** Beside the text: what the chosen annotation says, or all of them in reading order. */
export function AnnotationPanel() {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const { store } = session;
  const [tab, setTab] = useState<Tab>("details");
  const panel = useRef<HTMLElement>(null);
  const selectedId = useSignal(session.selectedId);
  const request = useSignal(view.focusRequest);
  useSyncExternalStore(store.subscribe, store.version, store.version);
  const mark = store.mark(selectedId);
  const count = store.markCount();

  useEffect(() => {
    if (!request) return;
    setTab("details");
    const part = request.part === "note" ? "[data-focus=note]" : "[data-focus=details]";
    // After the tab has been drawn.
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(part)?.focus());
  }, [request]);

  return (
    <aside
      ref={panel}
      aria-label={t("label")}
      className="reader-panel"
      data-density="compact"
      data-reader-part="panel"
      data-open={mark !== undefined || tab === "all" || undefined}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        document.getElementById("article-text")?.focus({ preventScroll: true });
      }}
    >
      <div className="reader-panel-head">
        <SegmentedControl
          label={t("label")}
          size="sm"
          value={tab}
          onValueChange={setTab}
          options={[
            { value: "details", label: t("details") },
            { value: "all", label: t("all", { count }) },
          ]}
        />
      </div>
      {tab === "all" ? (
        <AnnotationList />
      ) : mark ? (
        <AnnotationDetails key={mark.id} mark={mark} />
      ) : (
        <div className="p-4">
          <EmptyState title={t("nothing.title")}>{t("nothing.text")}</EmptyState>
        </div>
      )}
    </aside>
  );
}
