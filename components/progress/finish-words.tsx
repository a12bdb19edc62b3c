import { useFormatter, useTranslations } from "next-intl";
import type { Finish } from "@/lib/contracts/progress";

const DAY_MS = 86_400_000;

/** When the work would be done, in words, with how sure that is and what it rests on. */
export function FinishWords({ finish }: { finish: Finish }) {
  const t = useTranslations("progress.finish");
  const format = useFormatter();
  const { forecast, today, dueAt, wanted, submitted } = finish;
  const day = (days: number | null): string =>
    days === null
      ? t("never")
      : format.dateTime(new Date(Date.parse(today) + days * DAY_MS), {
          dateStyle: "medium",
          timeZone: "UTC",
        });
  const left = Math.max(0, wanted - submitted);
  if (forecast.kind === "done") return <p className="text-sm">{t("done")}</p>;
  if (forecast.kind === "unknown") return <p className="text-sm">{t(forecast.reason, { left })}</p>;
  const { early, likely, late } = forecast;
  return (
    <div className="grid gap-1 text-sm">
      <p>
        {t("days", { left, early: day(early), likely: day(likely), late: day(late) })}
        {dueAt !== null && ` ${t(verdict(finish, early, late), { due: day(daysUntil(today, dueAt)) })}`}
      </p>
      <p className="text-soft">{t("rests")}</p>
    </div>
  );
}

const daysUntil = (today: string, dueAt: string): number =>
  Math.floor((Date.parse(dueAt) - Date.parse(today)) / DAY_MS);

/** How the due day lies to the span in which eight of ten courses end. */
function verdict({ today, dueAt }: Finish, early: number | null, late: number | null) {
  const due = dueAt === null ? 0 : daysUntil(today, dueAt);
  if (late !== null && late <= due) return "inTime";
  return early !== null && early <= due ? "maybe" : "tooLate";
}
