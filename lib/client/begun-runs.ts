import { listReviewRuns, type ReviewRun } from "@/lib/contracts/review-runs";
import type { Opinion } from "@/lib/domain/review/verdict";
import { ApiError, api } from "./api";
import { BulkRun } from "./bulk-run";
import { Signal } from "./signal";

export type BegunRunsState = {
  /** Newest first; null until the first of them have come. */
  readonly runs: readonly ReviewRun[] | null;
  readonly hasMore: boolean;
  readonly problem: string;
};

const PAGE_SIZE = 5;

/** Verdicts on many that were given before, by whom it may be known of, from whatever browser. */
export class BegunRuns {
  readonly state = new Signal<BegunRunsState>({ runs: null, hasMore: false, problem: "" });
  #cursor: string | null = null;

  constructor(readonly projectId: string) {}

  /** Reads the next page of them, or the first. */
  async more(): Promise<void> {
    const { runs } = this.state.value;
    try {
      const cursor = this.#cursor;
      const page = await api(listReviewRuns, {
        params: { project: this.projectId },
        query: { limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) },
      });
      this.#cursor = page.nextCursor;
      const all = [...(runs ?? []), ...page.items];
      this.state.set({ runs: all, hasMore: page.nextCursor !== null, problem: "" });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.state.set({ ...this.state.value, problem: error.message });
    }
  }
}

/** One of them, to be taken back. */
export const begunRun = (projectId: string, run: ReviewRun): BulkRun =>
  new BulkRun(projectId, run, opinionOf(run), [], run);

export const opinionOf = ({ verdict, reason, text }: ReviewRun): Opinion => ({ verdict, reason, text });

/** What its person can still do with it. */
export const canGoOn = ({ state }: ReviewRun): boolean => state === "stopped";
export const canBeUndone = ({ state, given }: ReviewRun): boolean => state !== "undone" && given > 0;
