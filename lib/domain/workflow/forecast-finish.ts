/** Days of pace that are resampled; fewer say too little, older ones are of another pace. */
export const PACE_DAYS_MIN = 5;
export const PACE_DAYS_MAX = 28;
/** Days after which a simulated course is given up as "not in sight". */
export const HORIZON_DAYS = 730;
const RUNS = 1_000;

export type FinishInput = {
  /** How many were finished on each of the last whole days, oldest first; days without work are days too. */
  readonly daily: readonly number[];
  readonly remaining: number;
  /** Numbers in [0, 1), seeded by the caller, so that the same figures give the same forecast. */
  readonly random: () => number;
};

/** Whole days from now; null beyond the horizon. */
export type FinishForecast =
  | { readonly kind: "done" }
  | { readonly kind: "unknown"; readonly reason: "tooFewDays" | "noneFinished" }
  | {
      readonly kind: "days";
      /** One course in ten is done by then, half of them, nine in ten. */
      readonly early: number | null;
      readonly likely: number | null;
      readonly late: number | null;
    };

/**
 * When what remains would be done if the pace of the last weeks went on: a thousand courses are played through, each
 * day of which is a day drawn from the last ones, and the tenth, half and nine tenths of them are told. Bootstrap of
 * daily throughput (Efron 1979 for the resampling; Vacanti, Actionable Agile Metrics, 2015, for its use). It knows
 * nothing of weekends, holidays, or people who come and go, and says nothing before there is a pace to speak of.
 */
export function forecastFinish({ daily, remaining, random }: FinishInput): FinishForecast {
  if (remaining <= 0) return { kind: "done" };
  const pace = daily.slice(-PACE_DAYS_MAX);
  if (pace.length < PACE_DAYS_MIN) return { kind: "unknown", reason: "tooFewDays" };
  if (pace.every((count) => count <= 0)) return { kind: "unknown", reason: "noneFinished" };
  const courses = Array.from({ length: RUNS }, () => courseLength(pace, remaining, random)).sort(
    (a, b) => a - b,
  );
  const at = (share: number): number | null => {
    const days = courses[Math.ceil(share * RUNS) - 1] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(days) ? days : null;
  };
  return { kind: "days", early: at(0.1), likely: at(0.5), late: at(0.9) };
}

function courseLength(pace: readonly number[], remaining: number, random: () => number): number {
  let left = remaining;
  for (let day = 1; day <= HORIZON_DAYS; day++) {
    left -= pace[Math.floor(random() * pace.length)] ?? 0;
    if (left <= 0) return day;
  }
  return Number.POSITIVE_INFINITY;
}
