"use client";

import { EyeOff, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

export type NotOpenReason = "blind" | "fewSets";

type NotOpenNoticeProps = { readonly reason: NotOpenReason; readonly documentHref: string };

/** Why there is nothing to compare yet, and what has to happen first. */
export function NotOpenNotice({ reason, documentHref }: NotOpenNoticeProps) {
  const t = useTranslations("compare.notOpen");
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-10">
      <EmptyState
        icon={reason === "blind" ? <EyeOff /> : <Users />}
        title={t(`${reason}.title`)}
        actions={<ButtonLink href={documentHref}>{t("back")}</ButtonLink>}
      >
        {t(`${reason}.text`)}
      </EmptyState>
    </div>
  );
}
