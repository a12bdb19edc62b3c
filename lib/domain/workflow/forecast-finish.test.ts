import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../agreement/random";
import { forecastFinish, HORIZON_DAYS } from "./forecast-finish";

const steady = (count: number, days = 10) => Array.from({ length: days }, () => count);
const ask = (daily: readonly number[], remaining: number) =>
  forecastFinish({ daily, remaining, random: seededRandom(7) });

describe("when work would be finished", () => {
  it("is certain where every day was the same", () => {
    expect(ask(steady(3), 10)).toEqual({ kind: "days", early: 4, likely: 4, late: 4 });
  });

  it("is not said before there is a pace, and is no question when nothing remains", () => {
    expect(ask(steady(3, 4), 10)).toEqual({ kind: "unknown", reason: "tooFewDays" });
    expect(ask(steady(0), 10)).toEqual({ kind: "unknown", reason: "noneFinished" });
    expect(ask([], 0)).toEqual({ kind: "done" });
  });

  it("is out of sight beyond the horizon", () => {
    expect(ask(steady(1), HORIZON_DAYS + 1)).toEqual({ kind: "days", early: null, likely: null, late: null });
  });

  it("is near the mean pace, wider the more days differ, and never early after late", () => {
    const even = ask(steady(5, 20), 100);
    const uneven = ask([...steady(0, 10), ...steady(10, 10)], 100);
    expect([even, uneven].map((one) => one.kind === "days" && one.likely)).toEqual([20, 20]);
    const width = (one: ReturnType<typeof ask>) =>
      one.kind === "days" ? (one.late ?? 0) - (one.early ?? 0) : 0;
    expect(width(uneven)).toBeGreaterThan(width(even));
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        (daily, left) => {
          const found = ask(daily, left);
          if (found.kind !== "days") return;
          const [early, likely, late] = [found.early, found.likely, found.late].map((days) => days ?? 1e9);
          expect([early, likely, late]).toEqual(
            [early, likely, late].toSorted((a, b) => (a ?? 0) - (b ?? 0)),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
