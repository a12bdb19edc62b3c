"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import type { ExportPreview, ExportPreviewView } from "@/lib/client/export-preview";

export type ExportPreviewPanelProps = { readonly view: ExportPreviewView; readonly onRetry: () => void };

/** What the chosen file would hold, in numbers, in words and in its own first lines. */
export function ExportPreviewPanel({ view, onRetry }: ExportPreviewPanelProps) {
  const t = useTranslations("exports.preview");
  const { shown, isWorking, problem } = view;
  return (
    <section
      aria-label={t("title")}
      aria-busy={isWorking}
      className={classNames("grid gap-3 transition-opacity", isWorking && shown && "opacity-55")}
    >
      <p aria-live="polite" className="font-serif text-lg font-semibold">
        {shown ? (
          `${t("documents", { count: shown.documents })}, ${t("annotations", { count: shown.annotations })}`
        ) : (
          <span className="text-soft">{problem ? t("title") : t("working")}</span>
        )}
      </p>
      {problem && (
        <Callout tone="danger" actions={<Button onClick={onRetry}>{t("retry")}</Button>}>
          {t("failed", { reason: problem })}
        </Callout>
      )}
      {shown ? <Shown shown={shown} /> : !problem && <Skeleton className="h-72" />}
    </section>
  );
}

function Shown({ shown }: { shown: ExportPreview }) {
  const t = useTranslations("exports.preview");
  if (shown.documents === 0) return <Callout tone="warning">{t("empty")}</Callout>;
  const tags = shown.byTag.toSorted((a, b) => b.annotations - a.annotations);
  return (
    <>
      {tags.length > 0 && (
        <ul aria-label={t("byTag")} className="flex flex-wrap gap-1.5">
          {tags.map(({ kind, tag, title, annotations }) =>
            kind === "relation" ? (
              <li
                key={`${kind} ${tag}`}
                className="rounded-full border border-edge/50 px-2.5 py-0.5 text-soft text-xs font-medium tabular-nums"
              >
                {t("link", { title, count: annotations })}
              </li>
            ) : (
              <li
                key={`${kind} ${tag}`}
                data-tag={tag}
                className="rounded-full border border-(--tag-edge) bg-(--tag-tint) px-2.5 py-0.5 text-xs font-medium text-(--tag-text) tabular-nums"
              >
                {t("tag", { title, count: annotations })}
              </li>
            ),
          )}
        </ul>
      )}
      <Losses shown={shown} />
      <div className="grid gap-1">
        <h3 className="text-sm font-medium">{t("sample")}</h3>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          tabIndex={0}
          dir="ltr"
          className="max-h-56 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs leading-relaxed"
        >
          {shown.sample}
        </pre>
        <p className="text-[0.8125rem] text-faint">{t("offsets", { unit: shown.offsetUnit })}</p>
      </div>
    </>
  );
}

function Losses({ shown: { losses, lossesFrom, documents } }: { shown: ExportPreview }) {
  const t = useTranslations("exports.preview");
  if (losses.length === 0)
    return (
      <p className="flex items-center gap-2 text-sm text-success">
        <CircleCheck aria-hidden className="size-4 shrink-0" />
        {t("noLosses")}
      </p>
    );
  return (
    <Callout tone="warning" title={t("losses")}>
      <ul className="list-disc ps-4">
        {losses.map(({ code, message, count }) => (
          <li key={code}>{t("loss", { message, count })}</li>
        ))}
      </ul>
      {lossesFrom < documents && <p className="mt-1 text-soft">{t("lossesFrom", { count: lossesFrom })}</p>}
    </Callout>
  );
}
