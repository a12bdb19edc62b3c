"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Progress } from "@/components/ui/progress";
import { Skeleton } from "@/components/ui/skeleton";
import type { BulkPreview, BulkReview } from "@/lib/client/bulk-review";
import { useSignal } from "@/lib/client/signal";

/** What the verdict would be about, in numbers and by its first ones, and how far that has been looked up. */
export function BulkPreviewPanel({ bulk }: { bulk: BulkReview }) {
  const t = useTranslations("compare.bulk");
  const { preview, isLooking, problem } = useSignal(bulk.state);
  const isPart = preview === null || preview.nextCursor !== null;
  const extent = { looked: preview?.looked ?? 0, total: preview?.total ?? 0 };
  return (
    <section aria-label={t("preview")} aria-busy={isLooking} className="grid gap-2">
      {preview ? (
        <Found preview={preview} isLooking={isLooking} />
      ) : (
        isLooking && <Skeleton className="h-32" />
      )}
      {isLooking && preview && isPart && (
        <div className="flex flex-wrap items-end gap-3">
          <Progress
            className="min-w-48 flex-1"
            label={t("looking")}
            value={preview.looked}
            max={Math.max(1, preview.total)}
            detail={t("looked", extent)}
          />
          <Button size="sm" onClick={() => bulk.stop()}>
            {t("stopLooking")}
          </Button>
        </div>
      )}
      {!isLooking && isPart && (
        <Callout
          tone={problem ? "danger" : "warning"}
          title={problem}
          actions={
            <Button size="sm" onClick={() => void bulk.lookOn()}>
              {t("lookOn")}
            </Button>
          }
        >
          {preview && t("lookedInPart", extent)}
        </Callout>
      )}
    </section>
  );
}

function Found({ preview, isLooking }: { preview: BulkPreview; isLooking: boolean }) {
  const t = useTranslations("compare.bulk");
  const more = preview.count - preview.sample.length;
  return (
    <>
      {/* Counting up is not read out at each step. */}
      <p aria-live={isLooking ? "off" : "polite"} className="font-serif font-semibold">
        {t("fits", { count: preview.count })}
      </p>
      {preview.sample.length > 0 && (
        <ul
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="grid max-h-44 gap-1 overflow-y-auto rounded-md border border-line bg-sunken p-2 text-sm"
        >
          {preview.sample.map((one) => (
            <li key={one.annotationId} data-tag={one.tag} className="flex min-w-0 items-baseline gap-2">
              <span className="shrink-0 rounded-sm bg-(--tag-tint) px-1 font-mono text-(--tag-text) text-[0.6875rem]">
                {one.tag}
              </span>
              <span className="min-w-0 flex-1 truncate font-serif" dir="auto">
                {one.quote || "—"}
              </span>
              <span className="max-w-32 shrink-0 truncate text-soft text-xs" title={one.documentTitle}>
                {one.setName}
              </span>
            </li>
          ))}
          {more > 0 && <li className="text-soft text-xs">{t("more", { count: more })}</li>}
        </ul>
      )}
    </>
  );
}
