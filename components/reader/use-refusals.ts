"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useSignal } from "@/lib/client/signal";
import { showToast } from "@/lib/client/toasts";
import { useReader } from "./reader-context";

/** Says why something was not done, beside everything else that stays as it is. */
export function useRefusals(): void {
  const t = useTranslations("reader.refusal");
  const { session } = useReader();
  const refusal = useSignal(session.refusal);
  useEffect(() => {
    if (!refusal) return;
    const why = refusal.kind === "words" ? refusal.words : t(refusal.kind);
    showToast({ tone: "warning", happened: t("happened"), next: why, safe: t("safe") });
    session.refusal.set(null);
  }, [refusal, session, t]);
}
