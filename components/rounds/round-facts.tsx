"use client";

import { TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
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
    <p className="text-sm text-soft wrap-anywhere">
      {facts.join(" · ")}
      {dueAt !== null && (
        <>
          {" · "}
          <Due dueAt={dueAt} isOverdue={round.isOverdue} />
          {round.remindDays !== null && ` · ${t("reminders", { days: round.remindDays })}`}
        </>
      )}
    </p>
  );
}

type DueProps = {
  readonly dueAt: string;
  readonly isOverdue: boolean;
  /** The day alone, where a heading says what it is. */
  readonly isBare?: boolean;
};

/** By when a round is to be done: a day that is the same everywhere, and in words when it has passed. */
export function Due({ dueAt, isOverdue, isBare = false }: DueProps) {
  const t = useTranslations("rounds");
  const format = useFormatter();
  const when = () => (
    <time dateTime={dueAt} className="whitespace-nowrap">
      {format.dateTime(new Date(dueAt), { dateStyle: "medium", timeZone: "UTC" })}
    </time>
  );
  if (!isOverdue) return isBare ? when() : t.rich("due", { when });
  return (
    <Badge tone="danger" icon={<TriangleAlert aria-hidden className="size-3" />}>
      {t.rich("overdue", { when })}
    </Badge>
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
