import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import { previewReviews, type ReviewFilter, reviewMany, undoReviews } from "@/lib/contracts/reviews";
import type { Opinion } from "@/lib/domain/review/verdict";
import { ApiError, api } from "./api";
import { Signal } from "./signal";

export type BulkPreview = z.output<(typeof previewReviews)["returns"]>;

export type BulkState = {
  readonly filter: ReviewFilter;
  /** Of this filter, or of the one before while this one is looked up. */
  readonly preview: BulkPreview | null;
  readonly isLooking: boolean;
  readonly isGiving: boolean;
  readonly problem: string;
};

/** One verdict on everything that fits: what that would be, and giving it. Of several changes the last counts. */
export class BulkReview {
  readonly state: Signal<BulkState>;
  #asking: AbortController | null = null;
  /** Kept until it went through, so that sending it again after a broken line is harmless. */
  #opId = uuidv7();

  constructor(
    readonly projectId: string,
    filter: ReviewFilter,
  ) {
    this.state = new Signal<BulkState>({
      filter,
      preview: null,
      isLooking: false,
      isGiving: false,
      problem: "",
    });
  }

  /** Changes a part of the filter, or nothing to look again. */
  async narrow(change: Partial<ReviewFilter>): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const filter = { ...this.state.value.filter, ...change };
    this.#show({ filter, isLooking: true, problem: "" });
    try {
      const preview = await api(previewReviews, {
        params: { project: this.projectId },
        body: { filter },
        signal: asking.signal,
      });
      this.#show({ preview, isLooking: false });
    } catch (error) {
      if (asking.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.#show({ preview: null, isLooking: false, problem: error.message });
    }
  }

  /** Gives the verdict on what the preview showed. Null when it was refused; then nothing was done. */
  async give(opinion: Opinion): Promise<{ count: number; opId: string } | null> {
    const { filter, preview } = this.state.value;
    if (!preview) return null;
    const opId = this.#opId;
    this.#show({ isGiving: true, problem: "" });
    try {
      const { count } = await api(reviewMany, {
        params: { project: this.projectId },
        body: { opId, filter, fingerprint: preview.fingerprint, ...opinion },
      });
      this.#opId = uuidv7();
      this.#show({ isGiving: false });
      return { count, opId };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!error.isPassing) this.#opId = uuidv7();
      this.#show({ isGiving: false });
      // What fits may be other than before: look again, and say why.
      if (error.code === "stale_revision") await this.narrow({});
      this.#show({ problem: error.message });
      return null;
    }
  }

  /** Takes the verdicts of one operation back. */
  async undo(opId: string): Promise<{ undone: number; kept: number }> {
    return api(undoReviews, { params: { project: this.projectId }, body: { opId } });
  }

  stop(): void {
    this.#asking?.abort();
  }

  #show(change: Partial<BulkState>): void {
    this.state.set({ ...this.state.value, ...change });
  }
}
