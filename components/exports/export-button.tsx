"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ExportPreviews } from "@/lib/client/export-preview";
import { ExportForm } from "./export-form";

/** Opens the export of a project; the preview is counted from then on, not before. */
export function ExportButton({ projectId }: { projectId: string }) {
  const t = useTranslations("exports");
  const [previews, setPreviews] = useState<ExportPreviews | null>(null);

  function onOpenChange(open: boolean): void {
    previews?.stop();
    const next = open ? new ExportPreviews(projectId) : null;
    void next?.select({});
    setPreviews(next);
  }

  return (
    <Dialog
      width="xl"
      title={t("title")}
      description={t("description")}
      open={previews !== null}
      onOpenChange={onOpenChange}
      trigger={<Button icon={<Download aria-hidden className="size-4" />}>{t("button")}</Button>}
    >
      {previews && <ExportForm projectId={projectId} previews={previews} />}
    </Dialog>
  );
}
