"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { showToast } from "@/lib/client/toasts";
import { Button } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-look";

const shownMs = 2_000;

export type CopyButtonProps = {
  text: string;
  label?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
};

export function CopyButton({ text, label, variant = "secondary", size = "sm" }: CopyButtonProps) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  function copy(): void {
    // Absent where the page came over plain http from another machine.
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setCopied(true),
      () => showToast({ tone: "warning", happened: t("copyFailed") }),
    );
  }

  const Icon = copied ? Check : Copy;
  return (
    <Button variant={variant} size={size} icon={<Icon aria-hidden className="size-3.5" />} onClick={copy}>
      <span aria-live="polite">{copied ? t("copied") : (label ?? t("copy"))}</span>
    </Button>
  );
}
