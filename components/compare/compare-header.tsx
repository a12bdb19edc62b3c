"use client";

import { BookOpen, Command as CommandIcon, Keyboard, ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { useSignal } from "@/lib/client/signal";
import { SaveChip } from "../reader/save-chip";
import { useKeyCaps } from "../reader/tag-toolbar";
import { useCompare } from "./compare-context";
import { SetChoice } from "./set-choice";

type CompareHeaderProps = { readonly title: string; readonly onBack: () => void };

/** What is compared, and how it is laid out. */
export function CompareHeader({ title, onBack }: CompareHeaderProps) {
  const t = useTranslations("compare");
  const view = useCompare();
  const caps = useKeyCaps();
  const layout = useSignal(view.layout);
  return (
    <div className="reader-head">
      <h1
        className="min-w-0 grow basis-64 truncate font-serif font-semibold text-lg leading-tight"
        dir="auto"
        title={title}
      >
        {title}
      </h1>
      <SaveChip />
      <SetChoice />
      <SegmentedControl
        label={t("layout")}
        size="sm"
        value={layout}
        onValueChange={(next) => view.layout.set(next)}
        options={[
          { value: "columns", label: t("layouts.columns") },
          { value: "overlaid", label: t("layouts.overlaid") },
        ]}
      />
      {view.session.seed.mayReview && (
        <Button
          size="sm"
          icon={<ListChecks aria-hidden className="size-4" />}
          onClick={() => view.isBulkOpen.set(true)}
        >
          {t("bulk.open")}
        </Button>
      )}
      <span className="flex">
        <IconButton
          label={t("commands")}
          keys={caps("Mod+k")}
          icon={<CommandIcon aria-hidden className="size-4" />}
          onClick={() => view.reader.panel.set("palette")}
        />
        <IconButton
          label={t("keys")}
          keys={caps("?")}
          icon={<Keyboard aria-hidden className="size-4" />}
          onClick={() => view.reader.panel.set("help")}
        />
        <IconButton
          label={t("back")}
          keys={caps("Mod+Alt+c")}
          icon={<BookOpen aria-hidden className="size-4" />}
          onClick={onBack}
        />
      </span>
    </div>
  );
}
