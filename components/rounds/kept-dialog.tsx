"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { Kept } from "./use-round-matrix";

/** What an undo left with those who have begun it, and what can be done about that. */
export function KeptDialog({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const t = useTranslations("rounds.kept");
  const common = useTranslations("common");
  const begun = kept.keeping.filter(({ people }) => people.length > 0);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("title", { count: begun.length })}
      description={t("text", { undone: kept.undone })}
      footer={
        <DialogClose asChild>
          <Button>{common("close")}</Button>
        </DialogClose>
      }
    >
      <div className="grid gap-3 text-sm">
        <ul className="grid max-h-64 gap-1 overflow-y-auto rounded-md border border-line bg-raised p-3">
          {begun.map(({ documentId, title, people }) => (
            <li key={documentId} className="wrap-anywhere">
              <span dir="auto" className="font-medium">
                {title}
              </span>
              : {people.join(", ")}
            </li>
          ))}
        </ul>
        <p className="text-soft">{t("advice")}</p>
      </div>
    </Dialog>
  );
}
