"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { verdictSigns } from "@/lib/client/mark-look";
import type { Verdict } from "@/lib/domain/review/verdict";

const tones = { accept: "success", reject: "danger", question: "warning" } as const;

/** A verdict as a sign and a word: its colour only repeats them. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("review.verdicts");
  return (
    <Badge tone={tones[verdict]} icon={<span aria-hidden>{verdictSigns[verdict]}</span>}>
      {t(verdict)}
    </Badge>
  );
}
