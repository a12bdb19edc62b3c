"use client";

import { useTranslations } from "next-intl";
import { memo, useDeferredValue, useEffect, useRef, useSyncExternalStore } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { PanelTab } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import { AnnotationDetails } from "./annotation-details";
import { AnnotationList } from "./annotation-list";
import { useReader } from "./reader-context";
import { TalkPanel } from "./talk-panel";

/** Beside the text: what the chosen annotation says, or all of them in reading order. */
export function AnnotationPanel() {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const { store } = session;
  const tab = useSignal(view.tab);
  const panel = useRef<HTMLElement>(null);
  // The text is drawn first: the panel follows in the next frame, and never holds up a key.
  const selectedId = useDeferredValue(useSignal(session.selectedId));
  const version = useDeferredValue(useSyncExternalStore(store.subscribe, store.version, store.version));
  const request = useSignal(view.focusRequest);
  const isOpen = tab !== "details" || selectedId !== null;

  // The fields follow the text by a frame: only those of the annotation that was asked for may take the keys.
  const answered = useRef(request);
  useEffect(() => {
    if (!request || request === answered.current) return;
    view.tab.set("details");
    if (tab !== "details" || selectedId !== session.selectedId.value) return;
    answered.current = request;
    const part = request.part === "note" ? "[data-focus=note]" : "[data-focus=details]";
    panel.current?.querySelector<HTMLElement>(part)?.focus();
  }, [request, tab, selectedId, session, view]);

  return (
    <aside
      ref={panel}
      aria-label={t("label")}
      className="reader-panel"
      data-density="compact"
      data-reader-part="panel"
      data-open={isOpen || undefined}
      // While somebody types in the fields of an annotation nobody changes it under their hands.
      onFocus={({ target }) => session.editing.set(isFieldOf(target) ? selectedId : null)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) session.editing.set(null);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        document.getElementById("article-text")?.focus({ preventScroll: true });
      }}
    >
      <PanelBody
        tab={tab}
        onTabChange={(next) => view.tab.set(next)}
        selectedId={selectedId}
        version={version}
      />
    </aside>
  );
}

const isFieldOf = (target: EventTarget): boolean =>
  target instanceof Element && target.closest(".reader-details fieldset") !== null;

type PanelBodyProps = {
  readonly tab: PanelTab;
  readonly onTabChange: (tab: PanelTab) => void;
  readonly selectedId: string | null;
  /** Says that the annotations are others than before. */
  readonly version: number;
};

const PanelBody = memo(function PanelBody({ tab, onTabChange, selectedId, version }: PanelBodyProps) {
  const t = useTranslations("reader.panel");
  const { store, discussion } = useReader().session;
  const threads = useSignal(discussion.threads);
  const open = threads.filter((thread) => thread.state === "open").length;
  const hasUnread = threads.some((thread) => thread.unread > 0);
  const mark = store.mark(selectedId);
  return (
    <>
      <div className="reader-panel-head">
        <SegmentedControl
          label={t("label")}
          size="sm"
          value={tab}
          onValueChange={onTabChange}
          options={[
            { value: "details", label: t("details") },
            { value: "all", label: t("all", { count: store.marks().length }) },
            {
              value: "talk",
              label: (
                <>
                  {t("talk", { count: open })}
                  {hasUnread && <span role="img" className="reader-unread" aria-label={t("unread")} />}
                </>
              ),
            },
          ]}
        />
      </div>
      {tab === "talk" ? (
        <TalkPanel />
      ) : tab === "all" ? (
        <AnnotationList version={version} />
      ) : mark ? (
        <AnnotationDetails key={mark.id} mark={mark} />
      ) : (
        <div className="p-4">
          <EmptyState title={t("nothing.title")}>{t("nothing.text")}</EmptyState>
        </div>
      )}
    </>
  );
});
