"use client";

import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { Skeleton } from "@/components/ui/skeleton";
import type { BulkPreview } from "@/lib/client/bulk-review";

/** What the verdict would be about, in numbers and by its first ones. */
export function BulkPreviewPanel({
  preview,
  isLooking,
}: {
  preview: BulkPreview | null;
  isLooking: boolean;
}) {
  const t = useTranslations("compare.bulk");
  if (!preview) return isLooking ? <Skeleton className="h-32" /> : null;
  const more = preview.count - preview.sample.length;
  return (
    <section aria-label={t("preview")} aria-busy={isLooking} className="grid gap-2">
      <p aria-live="polite" className="font-serif font-semibold">
        {t("fits", { count: preview.count })}
      </p>
      {preview.hasMore && <Callout tone="warning">{t("tooMany", { count: preview.count })}</Callout>}
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
    </section>
  );
}
