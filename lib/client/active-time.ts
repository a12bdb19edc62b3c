import { uuidv7 } from "uuidv7";
import { ACTIVE_MS_MAX, reportActivity } from "@/lib/contracts/progress";
import { api } from "./api";

/** Reading takes thought without a key; after this long without a sign nobody knows that it still goes on. */
export const IDLE_MS = 60_000;
const TICK_MS = 5_000;
const REPORT_MS = 30_000;
/** Less than this is not worth a request. */
const REPORT_MS_MIN = 1_000;

/** Adds up the time in which somebody was there: the page in front, and a sign of them within the last minute. */
export class ActiveClock {
  #isPresent: boolean;
  #lastSignAt: number;
  #countedTo: number;
  #activeMs = 0;

  constructor(now: number, isPresent: boolean) {
    this.#isPresent = isPresent;
    // Opening the page is a sign.
    this.#lastSignAt = now;
    this.#countedTo = now;
  }

  /** A key, the pointer, scrolling. What went before counts as far as the sign before it reaches. */
  sign(now: number): void {
    this.count(now);
    this.#lastSignAt = now;
  }

  /** The page came to the front or left it. */
  present(now: number, isPresent: boolean): void {
    this.count(now);
    if (isPresent && !this.#isPresent) this.#lastSignAt = now;
    this.#isPresent = isPresent;
  }

  count(now: number): void {
    const until = Math.min(now, this.#lastSignAt + IDLE_MS);
    if (this.#isPresent) this.#activeMs += Math.max(0, until - this.#countedTo);
    this.#countedTo = Math.max(this.#countedTo, now);
  }

  /** What has been counted since it was last taken, at most what one report may say; the rest stays. */
  take(): number {
    const taken = Math.min(Math.floor(this.#activeMs), ACTIVE_MS_MAX);
    this.#activeMs -= taken;
    return taken;
  }

  /** Puts back what could not be told to anybody yet. */
  putBack(activeMs: number): void {
    this.#activeMs += activeMs;
  }
}

type Report = { readonly id: string; readonly activeMs: number };
type Send = (report: Report, isLeaving: boolean) => Promise<{ readonly activeMs: number | null }>;

/**
 * Reports the clock bit by bit. A report that got no answer is sent again under its own id, so that it counts once;
 * one that had nothing to be counted on yet waits with the rest.
 */
export class ActivityReporter {
  #waiting: Report | null = null;
  #isSending = false;

  constructor(
    readonly clock: ActiveClock,
    readonly send: Send,
  ) {}

  async report(isLeaving = false): Promise<void> {
    if (this.#isSending) return;
    if (!this.#waiting) {
      const activeMs = this.clock.take();
      if (activeMs < REPORT_MS_MIN) return this.clock.putBack(activeMs);
      this.#waiting = { id: uuidv7(), activeMs };
    }
    this.#isSending = true;
    try {
      const { activeMs } = await this.send(this.#waiting, isLeaving);
      if (activeMs === null) this.clock.putBack(this.#waiting.activeMs);
      this.#waiting = null;
    } catch {
      // It stays, and goes again with its id at the next turn; lost time is no reason to disturb anybody.
    } finally {
      this.#isSending = false;
    }
  }
}

const signs = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "touchstart"] as const;

/** Measures the time that somebody works on a document while its page is open. Answers how to end it. */
export function measureActivity(place: {
  readonly projectId: string;
  readonly documentId: string;
  readonly userId: string;
}): () => void {
  const params = { project: place.projectId, document: place.documentId };
  const now = () => performance.now();
  const isInFront = () => document.visibilityState === "visible" && document.hasFocus();
  const clock = new ActiveClock(now(), isInFront());
  const reporter = new ActivityReporter(clock, (body, keepalive) =>
    api(reportActivity, { params, body, keepalive, as: place.userId }),
  );
  const onSign = () => clock.sign(now());
  const onPresence = () => clock.present(now(), isInFront());
  const onLeave = () => {
    clock.count(now());
    void reporter.report(true);
  };
  const options = { passive: true, capture: true } as const;
  for (const name of signs) window.addEventListener(name, onSign, options);
  for (const name of ["focus", "blur"] as const) window.addEventListener(name, onPresence);
  document.addEventListener("visibilitychange", onPresence);
  window.addEventListener("pagehide", onLeave);
  const tick = setInterval(() => clock.count(now()), TICK_MS);
  const turn = setInterval(() => void reporter.report(), REPORT_MS);
  return () => {
    clearInterval(tick);
    clearInterval(turn);
    for (const name of signs) window.removeEventListener(name, onSign, options);
    for (const name of ["focus", "blur"] as const) window.removeEventListener(name, onPresence);
    document.removeEventListener("visibilitychange", onPresence);
    window.removeEventListener("pagehide", onLeave);
    onLeave();
  };
}
