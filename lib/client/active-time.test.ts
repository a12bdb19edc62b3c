import { describe, expect, it } from "vitest";
import { ActiveClock, ActivityReporter, IDLE_MS } from "./active-time";

describe("the clock of active time", () => {
  it("counts up to a minute after the last sign and no further", () => {
    const clock = new ActiveClock(0, true);
    clock.sign(30_000);
    clock.count(500_000);
    expect(clock.take()).toBe(30_000 + IDLE_MS);
    clock.sign(500_000);
    clock.count(510_000);
    expect(clock.take()).toBe(10_000);
  });

  it("stands still while the page is behind others, whatever happens on it", () => {
    const clock = new ActiveClock(0, true);
    clock.present(10_000, false);
    clock.sign(20_000);
    clock.count(40_000);
    clock.present(40_000, true);
    clock.count(45_000);
    expect(clock.take()).toBe(15_000);
  });

  it("counts no stretch of time twice, however often it is asked", () => {
    const clock = new ActiveClock(0, true);
    for (let at = 0; at <= 10_000; at += 7) clock.count(at);
    clock.count(10_000);
    clock.count(10_000);
    expect(clock.take()).toBe(10_000);
    expect(clock.take()).toBe(0);
  });
});

describe("the reporter", () => {
  const started = () => {
    const clock = new ActiveClock(0, true);
    clock.count(5_000);
    return clock;
  };

  it("sends what got no answer again under the same id, and then what came since under another", async () => {
    const sent: { id: string; activeMs: number }[] = [];
    let fails = true;
    const clock = started();
    const reporter = new ActivityReporter(clock, async (report) => {
      sent.push(report);
      if (fails) throw new Error("offline");
      return { activeMs: report.activeMs };
    });
    await reporter.report();
    clock.count(9_000);
    fails = false;
    await reporter.report();
    await reporter.report();
    expect(sent.map(({ activeMs }) => activeMs)).toEqual([5_000, 5_000, 4_000]);
    expect(sent[0]?.id).toBe(sent[1]?.id);
    expect(sent[2]?.id).not.toBe(sent[1]?.id);
  });

  it("keeps time that there is nothing to count on yet", async () => {
    let hasBegun = false;
    const sent: number[] = [];
    const clock = started();
    const reporter = new ActivityReporter(clock, async ({ activeMs }) => {
      sent.push(activeMs);
      return { activeMs: hasBegun ? activeMs : null };
    });
    await reporter.report();
    hasBegun = true;
    clock.count(8_000);
    await reporter.report();
    expect(sent).toEqual([5_000, 8_000]);
  });
});
