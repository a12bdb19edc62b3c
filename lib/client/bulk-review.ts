import type { z } from "zod";
import type { ReviewRun } from "@/lib/contracts/review-runs";
import { previewReviews, type ReviewFilter } from "@/lib/contracts/reviews";
import type { Opinion } from "@/lib/domain/review/verdict";
import { ApiError, api } from "./api";
import { BulkRun } from "./bulk-run";
import { Signal } from "./signal";

/** The pages of a preview that have come, as one. */
export type BulkPreview = z.output<(typeof previewReviews)["returns"]>;

export type BulkState = {
  readonly filter: ReviewFilter;
  /** Of this filter as far as it has been looked up, or of the one before until something of this has come. */
  readonly preview: BulkPreview | null;
  readonly isLooking: boolean;
  readonly problem: string;
};

const SAMPLE_SIZE = 12;

/** One verdict on everything that fits: what that would be. Of several changes of the filter the last counts. */
export class BulkReview {
  readonly state: Signal<BulkState>;
  #asking: AbortController | null = null;
  /** What has come of the filter as it is now. */
  #found: BulkPreview | null = null;

  constructor(
    readonly projectId: string,
    filter: ReviewFilter,
  ) {
    this.state = new Signal<BulkState>({ filter, preview: null, isLooking: false, problem: "" });
  }

  /** Changes a part of the filter, or nothing to look again from the start. */
  async narrow(change: Partial<ReviewFilter>): Promise<void> {
    this.#found = null;
    this.#show({ filter: { ...this.state.value.filter, ...change } });
    await this.lookOn();
  }

  /** Looks through the documents that are left, since the reader or the network stopped it. */
  async lookOn(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#show({ isLooking: true, problem: "" });
    try {
      do {
        const page = await this.#nextPage(asking.signal);
        if (asking.signal.aborted) return;
        this.#found = this.#found ? joined(this.#found, page) : page;
        this.#show({ preview: this.#found });
      } while (this.#found.nextCursor !== null);
      this.#show({ isLooking: false });
    } catch (error) {
      if (asking.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.#show({ preview: this.#found, isLooking: false, problem: error.message });
    }
  }

  /** What has been found so far stays, and can be given a verdict. */
  stop(): void {
    this.#asking?.abort();
    this.#show({ preview: this.#found, isLooking: false });
  }

  /**
   * A verdict on all that the preview shows, ready to be given, or the rest of one that was begun. Null while there is
   * nothing to give it on.
   */
  run(opinion: Opinion, begun: ReviewRun | null = null): BulkRun | null {
    const { filter, preview, isLooking } = this.state.value;
    if (!preview || preview.count === 0 || isLooking) return null;
    return new BulkRun(this.projectId, filter, opinion, preview.documents, begun);
  }

  #nextPage(signal: AbortSignal): Promise<BulkPreview> {
    const cursor = this.#found?.nextCursor ?? undefined;
    return api(previewReviews, {
      params: { project: this.projectId },
      body: { filter: this.state.value.filter, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    });
  }

  #show(change: Partial<BulkState>): void {
    this.state.set({ ...this.state.value, ...change });
  }
}

const joined = (before: BulkPreview, page: BulkPreview): BulkPreview => ({
  count: before.count + page.count,
  looked: before.looked + page.looked,
  total: page.total,
  documents: [...before.documents, ...page.documents],
  sample: [...before.sample, ...page.sample].slice(0, SAMPLE_SIZE),
  nextCursor: page.nextCursor,
});
