import "server-only";

/**
 * The parts of a job that follow each other. Counting goes on while the next documents are read, and ends when the
 * last are handed over: those that a thread still has to count belong to resampling.
 */
export type JobPart = "outline" | "counting" | "resampling" | "writing";

/** Where the time of a job goes, in milliseconds by the clock. */
export class JobTimes {
  readonly parts: Record<JobPart, number> = { outline: 0, counting: 0, resampling: 0, writing: 0 };
  /** For how long documents were being read, most of it while others were counted. */
  reading = 0;
  /** For how long each thread worked; the rest of the time it waited. */
  threads: readonly number[] = [];
  #since = performance.now();

  /** What passed since the last part ended was this one. */
  end(part: JobPart): void {
    const now = performance.now();
    this.parts[part] += now - this.#since;
    this.#since = now;
  }

  /** The same, and notes how long each piece takes to come. */
  async *read<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
    let asked = performance.now();
    for await (const piece of pieces) {
      this.reading += performance.now() - asked;
      yield piece;
      asked = performance.now();
    }
  }
}
