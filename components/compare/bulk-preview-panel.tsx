"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Progress } from "@/components/ui/progress";
import { Skeleton } from "@/components/ui/skeleton";
import type { BulkReview } from "@/lib/client/bulk-review";
import { useSignal } from "@/lib/client/signal";
import { BulkPreviewList } from "./bulk-preview-list";

/** What the verdict would be about, in numbers and by its first ones, and how far that has been looked up. */
export function BulkPreviewPanel({ bulk }: { bulk: BulkReview }) {
  const t = useTranslations("compare.bulk");
  const { preview, isLooking, problem } = useSignal(bulk.state);
  const isPart = preview === null || preview.nextCursor !== null;
  const extent = { looked: preview?.looked ?? 0, total: preview?.total ?? 0 };
  return (
    <section aria-label={t("preview")} aria-busy={isLooking} className="grid gap-2">
      {preview ? (
        <BulkPreviewList bulk={bulk} preview={preview} />
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
