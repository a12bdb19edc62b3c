"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Asks first: an import of many files takes a while to come to this point again. */
export function CancelImport({ isBusy, onCancel }: { isBusy: boolean; onCancel: () => void }) {
  const t = useTranslations("imports");
  return (
    <ConfirmDialog
      title={t("cancelTitle")}
      description={t("cancelText")}
      confirmLabel={t("cancel")}
      cancelLabel={t("cancelBack")}
      danger
      onConfirm={onCancel}
      trigger={<Button disabled={isBusy}>{t("cancel")}</Button>}
    />
  );
}
