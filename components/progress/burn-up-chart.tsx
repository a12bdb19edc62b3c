import { useTranslations } from "next-intl";
import type { Finish, ProgressResource } from "@/lib/contracts/progress";

type Rows = ProgressResource["burnup"];
type Point = { readonly day: number; readonly count: number };

const [width, height] = [640, 220];
const [left, right, top, bottom] = [44, 8, 14, 24];
/** The picture shrinks with the window, and its words must not. */
const label = "fill-faint text-[1.125rem] sm:text-[0.625rem]";
const DAY_MS = 86_400_000;
/** Further than so beyond today nothing is drawn; what lies there is said in words. */
const AHEAD_DAYS_MAX = 180;

const dayOf = (date: string): number => Math.floor(Date.parse(date) / DAY_MS);
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Where days and counts lie in the picture. */
function scaleOf(rows: Rows, { today, dueAt, wanted, forecast }: Finish) {
  const now = dayOf(today);
  const ahead = [
    dueAt === null ? 0 : dayOf(dueAt) - now,
    forecast.kind === "days" ? (forecast.late ?? forecast.likely ?? 0) : 0,
  ].map((days) => Math.min(AHEAD_DAYS_MAX, days));
  // A day before the first one, from which it rises: one day alone has no width.
  const first = dayOf(rows[0]?.day ?? today) - 1;
  const last = Math.max(now + 1, ...ahead.map((days) => now + days));
  const most = Math.max(1, wanted, ...rows.map(({ given }) => given));
  return {
    ...{ first, last, most, now },
    x: (day: number) => left + ((day - first) / (last - first)) * (width - left - right),
    y: (count: number) => height - bottom - (count / most) * (height - top - bottom),
  };
}
type Scale = ReturnType<typeof scaleOf>;

const path = ({ x, y }: Scale, points: readonly Point[]): string =>
  points
    .map(({ day, count }, at) => `${at === 0 ? "M" : "L"}${x(day).toFixed(1)} ${y(count).toFixed(1)}`)
    .join(" ");

/**
 * Work that was given out and submitted as it grew, toward all that is wanted and the day it is due, and where the pace
 * of the last weeks leads. The table beside it says the same in numbers, so the picture is one image to readers.
 */
export function BurnUpChart({ rows, finish }: { rows: Rows; finish: Finish }) {
  const t = useTranslations("progress.burnup");
  const scale = scaleOf(rows, finish);
  const { first, last, most, x, y } = scale;
  const area = (of: "given" | "submitted") => {
    const points = rows.map((row) => ({ day: dayOf(row.day), count: row[of] }));
    const [from, to] = [points[0]?.day ?? first, points.at(-1)?.day ?? first];
    return `${path(scale, [{ day: from - 1, count: 0 }, ...points, { day: to, count: 0 }])} Z`;
  };
  return (
    <figure className="grid gap-2">
      <svg role="img" aria-label={t("label")} viewBox={`0 0 ${width} ${height}`} className="w-full max-w-3xl">
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line
              x1={left}
              x2={width - right}
              y1={y(share * most)}
              y2={y(share * most)}
              className="stroke-line"
            />
            <text x={left - 5} y={y(share * most) + 3} textAnchor="end" className={label}>
              {Math.round(share * most)}
            </text>
          </g>
        ))}
        <path d={area("given")} className="fill-accent/20" />
        <path d={area("submitted")} className="fill-accent/70" />
        <Course scale={scale} finish={finish} />
        <line
          x1={left}
          x2={width - right}
          y1={y(finish.wanted)}
          y2={y(finish.wanted)}
          strokeDasharray="2 3"
          className="stroke-ink stroke-[1.5]"
        />
        {finish.dueAt !== null && dayOf(finish.dueAt) >= first && dayOf(finish.dueAt) <= last && (
          <line
            x1={x(dayOf(finish.dueAt))}
            x2={x(dayOf(finish.dueAt))}
            y1={top - 6}
            y2={height - bottom}
            strokeDasharray="7 3"
            className="stroke-danger stroke-2"
          />
        )}
        <line
          x1={x(scale.now)}
          x2={x(scale.now)}
          y1={height - bottom}
          y2={height - bottom + 5}
          className="stroke-ink"
        />
        <text x={left} y={height - 5} className={label}>
          {dateOf(first)}
        </text>
        <text x={width - right} y={height - 5} textAnchor="end" className={label}>
          {dateOf(last)}
        </text>
      </svg>
      <Legend finish={finish} />
    </figure>
  );
}

/** The courses that the forecast played through: from today to where nine in ten of them lie. */
function Course({ scale, finish: { forecast, submitted, wanted } }: { scale: Scale; finish: Finish }) {
  if (forecast.kind !== "days" || forecast.early === null) return null;
  const { now, last, y } = scale;
  const end = (days: number | null): Point => {
    if (days !== null && now + days <= last) return { day: now + days, count: wanted };
    // Beyond the edge: as far as it would have come by then.
    const span = days ?? 2 * AHEAD_DAYS_MAX;
    return { day: last, count: submitted + ((wanted - submitted) * (last - now)) / span };
  };
  const from = { day: now, count: submitted };
  const [early, likely, late] = [end(forecast.early), end(forecast.likely), end(forecast.late)];
  const corner = early.count === wanted && late.count < wanted ? [{ day: last, count: wanted }] : [];
  return (
    <>
      <path d={`${path(scale, [from, early, ...corner, late])} Z`} className="fill-brass/25" />
      <path
        d={path(scale, [from, likely])}
        fill="none"
        strokeDasharray="5 3"
        className="stroke-brass stroke-2"
      />
      <circle cx={scale.x(now)} cy={y(submitted)} r="3" className="fill-brass" />
    </>
  );
}

const marks = {
  submitted: <rect width="18" height="10" className="fill-accent/70" />,
  given: <rect width="18" height="10" className="fill-accent/20" />,
  wanted: <line x2="18" y1="5" y2="5" strokeDasharray="2 3" className="stroke-ink stroke-[1.5]" />,
  due: <line x2="18" y1="5" y2="5" strokeDasharray="7 3" className="stroke-danger stroke-2" />,
  forecast: (
    <>
      <rect width="18" height="10" className="fill-brass/25" />
      <line x2="18" y1="5" y2="5" strokeDasharray="5 3" className="stroke-brass stroke-2" />
    </>
  ),
} as const;
type MarkName = keyof typeof marks;

function Legend({ finish: { dueAt, forecast } }: { finish: Finish }) {
  const t = useTranslations("progress.burnup.legend");
  const shown: readonly MarkName[] = [
    "submitted",
    "given",
    "wanted",
    ...(dueAt === null ? [] : ["due" as const]),
    ...(forecast.kind === "days" ? ["forecast" as const] : []),
  ];
  return (
    <figcaption aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
      {shown.map((name) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 18 10" className="h-2.5 w-4.5" aria-hidden>
            {marks[name]}
          </svg>
          {t(name)}
        </span>
      ))}
    </figcaption>
  );
}
