import { useTranslations } from "next-intl";
import type { ProgressResource } from "@/lib/contracts/progress";

const [width, height] = [640, 140];
const DAY_MS = 86_400_000;
const DAYS_MIN = 14;
const DAYS_MAX = 90;

/** Every day up to the last one with something in it; days without work are days too. */
export function everyDay(days: ProgressResource["days"]): ProgressResource["days"] {
  const last = days.at(-1);
  const first = days[0];
  if (!first || !last) return [];
  const end = Date.parse(last.day);
  const start = Math.max(
    Math.min(Date.parse(first.day), end - (DAYS_MIN - 1) * DAY_MS),
    end - (DAYS_MAX - 1) * DAY_MS,
  );
  const known = new Map(days.map((day) => [day.day, day]));
  return Array.from({ length: Math.round((end - start) / DAY_MS) + 1 }, (_, at) => {
    const day = new Date(start + at * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, submitted: 0, annotations: 0 };
  });
}

/** Bars over days. The table beside it says the same in numbers, so the picture is one image to readers. */
export function DayChart({ days }: { days: ProgressResource["days"] }) {
  const t = useTranslations("progress.days");
  const shown = everyDay(days);
  const most = Math.max(1, ...shown.map(({ submitted }) => submitted));
  const step = width / Math.max(1, shown.length);
  return (
    <figure className="grid gap-1">
      <svg role="img" aria-label={t("label")} viewBox={`0 0 ${width} ${height}`} className="w-full max-w-3xl">
        {[0, 0.5, 1].map((part) => (
          <line
            key={part}
            x1="0"
            x2={width}
            y1={height - 1 - part * (height - 12)}
            y2={height - 1 - part * (height - 12)}
            className="stroke-line"
          />
        ))}
        <text x="2" y="9" className="fill-faint text-[0.625rem]">
          {most}
        </text>
        {shown.map(({ day, submitted }, at) => {
          const tall = (submitted / most) * (height - 12);
          return (
            <rect
              key={day}
              x={at * step + step * 0.15}
              y={height - 1 - tall}
              width={step * 0.7}
              height={tall}
              rx="1.5"
              className="fill-accent"
            >
              <title>{`${day}: ${submitted}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption aria-hidden className="flex max-w-3xl justify-between text-xs text-faint tabular-nums">
        <span>{shown[0]?.day}</span>
        <span>{shown.at(-1)?.day}</span>
      </figcaption>
    </figure>
  );
}
