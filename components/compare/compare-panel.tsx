"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { useSignal } from "@/lib/client/signal";
import { useCompare } from "./compare-context";
import { DifferenceDetails } from "./difference-details";
import { DifferenceList } from "./difference-list";

type Tab = "details" | "all";

/** Beside the text: the open difference, or all of them. */
export function ComparePanel() {
  const t = useTranslations("compare");
  const view = useCompare();
  const [tab, setTab] = useState<Tab>("details");
  const panel = useRef<HTMLElement>(null);
  const { itemOf } = useSignal(view.comparison);
  const wanted = useSignal(view.wanted);
  const focusedId = useSignal(view.focusedId);
  const request = useSignal(view.detailsRequest);
  const item = itemOf.get(focusedId ?? "");

  useEffect(() => {
    if (request === 0) return;
    setTab("details");
    panel.current?.querySelector<HTMLElement>("[data-focused] button")?.focus();
  }, [request]);

  return (
    <aside
      ref={panel}
      aria-label={t("panel")}
      className="reader-panel"
      data-density="compact"
      data-reader-part="panel"
      data-open={tab === "all" || item !== undefined || undefined}
    >
      <div className="reader-panel-head">
        <SegmentedControl
          label={t("panel")}
          size="sm"
          value={tab}
          onValueChange={setTab}
          options={[
            { value: "details", label: t("details") },
            { value: "all", label: t("all", { count: wanted.length }) },
          ]}
        />
      </div>
      {tab === "all" ? (
        <DifferenceList />
      ) : item ? (
        <DifferenceDetails item={item} />
      ) : (
        <div className="p-4">
          <EmptyState title={t("nothing.title")}>{t("nothing.text")}</EmptyState>
        </div>
      )}
    </aside>
  );
}
