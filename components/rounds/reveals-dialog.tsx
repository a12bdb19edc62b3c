"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { AskedReveals } from "./use-revealing";

/** Asks before blind work is shown to others. */
export function RevealsDialog({ asked }: { asked: AskedReveals | null }) {
  const t = useTranslations("rounds.reveals");
  if (!asked) return null;
  const { reveals, answer } = asked;
  const { when, to, documents, people, unfinished } = reveals;
  return (
    <ConfirmDialog
      danger
      open
      onOpenChange={(isOpen) => !isOpen && answer(false)}
      title={t("question")}
      description={`${t(`${when}.${to}`, { documents, people })} ${t("unfinished", { count: unfinished })}`}
      confirmLabel={t("confirm", { count: documents })}
      onConfirm={() => answer(true)}
    />
  );
}
