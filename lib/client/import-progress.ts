import { isWorkerMissing } from "./import-worker";

const pauseMs = 700;
/** A file may take this long by itself; after it the worker is asked about. */
const stalledMs = 6_000;

export type ImportProgressOptions = {
  readonly ask: () => Promise<{ isUnderWay: boolean; done: number }>;
  readonly onMissing: (isMissing: boolean) => void;
};

/** Asks how an import stands every moment until it rests. Asks nothing while the page is hidden. */
export class ImportProgress {
  readonly #options: ImportProgressOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Raised at every stop: an answer to an older question is no reason to ask again. */
  #round = 0;
  #isFollowing = false;
  #done = -1;
  #movedAt = 0;

  constructor(options: ImportProgressOptions) {
    this.#options = options;
  }

  follow(): void {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    this.#done = -1;
    document.addEventListener("visibilitychange", this.#onVisible);
    this.#later(pauseMs);
  }

  stop(): void {
    if (!this.#isFollowing) return;
    this.#round += 1;
    this.#isFollowing = false;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.#options.onMissing(false);
  }

  readonly #onVisible = (): void => {
    if (document.hidden) clearTimeout(this.#timer);
    else this.#later(0);
  };

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => void this.#tick(), ms);
  }

  async #tick(): Promise<void> {
    const round = this.#round;
    const { isUnderWay, done } = await this.#options.ask();
    if (round !== this.#round) return;
    if (!isUnderWay) return this.stop();
    if (done !== this.#done) {
      this.#done = done;
      this.#movedAt = Date.now();
      this.#options.onMissing(false);
    } else if (Date.now() - this.#movedAt > stalledMs) {
      const isMissing = await isWorkerMissing();
      if (round !== this.#round) return;
      this.#options.onMissing(isMissing);
    }
    this.#later(pauseMs);
  }
}
