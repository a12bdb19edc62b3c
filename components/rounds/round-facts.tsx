"use client";

import { useTranslations } from "next-intl";
import { Moment } from "@/components/account/moment";
import { Progress } from "@/components/ui/progress";
import type { RoundResource } from "@/lib/contracts/rounds";

/** What a round is about in one line. */
export function RoundFacts({ round }: { round: RoundResource }) {
  const t = useTranslations("rounds");
  const { copies, sharedPortion: share, dueAt } = round;
  const facts = [
    t("documents", { count: round.documents }),
    t("people", { count: round.members.length }),
    share < 1 ? t("copiesShare", { copies, share }) : t("copiesEach", { copies }),
    t(`modes.${round.mode}`),
    t(round.isBlind ? "blind" : "notBlind"),
  ];
  return (
    <p className="text-sm text-soft">
      {facts.join(" · ")}
      {dueAt !== null && <> · {t.rich("due", { when: () => <Moment at={dueAt} dateOnly /> })}</>}
    </p>
  );
}

/** How many of a round's places are filled with submitted work; for leads. */
export function RoundProgress({ round: { progress } }: { round: RoundResource }) {
  const t = useTranslations("rounds");
  if (!progress) return null;
  return (
    <Progress
      label={t("progress")}
      detail={t("progressDetail", progress)}
      value={progress.submitted}
      max={Math.max(1, progress.places)}
    />
  );
}
