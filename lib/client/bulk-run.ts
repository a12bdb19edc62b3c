import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { ReviewRun } from "@/lib/contracts/review-runs";
import {
  DOCUMENTS_AT_ONCE_MAX,
  type previewReviews,
  type ReviewFilter,
  reviewMany,
  undoReviews,
} from "@/lib/contracts/reviews";
import type { Opinion } from "@/lib/domain/review/verdict";
import { ApiError, api } from "./api";
import { Signal } from "./signal";

/** A document of a preview: how many annotations fit in it, and their fingerprint. */
export type FittingDocument = z.output<(typeof previewReviews)["returns"]>["documents"][number];

export type RunState = {
  readonly doing: "giving" | "undoing" | null;
  /** Annotations that the preview showed; of so many the verdict has been sent. */
  readonly total: number;
  readonly sent: number;
  readonly given: number;
  /** Annotations in documents where something was changed since the preview, and those documents. */
  readonly leftOut: number;
  readonly leftOutDocuments: number;
  readonly undone: number;
  /** Verdicts that were not taken back, having been changed since. */
  readonly kept: number;
  readonly isGiven: boolean;
  readonly isUndone: boolean;
  /** Why it stopped by itself; nothing is lost by going on. */
  readonly problem: string;
};

/** What the verdict is on: what a filter lets through, but for some. */
export type Chosen = { readonly filter: ReviewFilter; readonly except: readonly string[] };

/** Small enough that a step is soon done, and that others who write in the project wait for none. */
const ANNOTATIONS_AT_ONCE = 1_000;

/**
 * One verdict on many, given step by step and taken back as one. Stopped, by the reader or the network, it goes on
 * where it was: a step that is sent again is applied once.
 */
export class BulkRun {
  readonly state: Signal<RunState>;
  readonly #opId: string;
  readonly #undoOpId: string;
  readonly #steps: readonly (readonly FittingDocument[])[];
  /** The number of the first of these steps: those before it were given from somewhere else. */
  readonly #firstStep: number;
  #next = 0;
  #undoCursor: string | null;
  #isStopping = false;

  /** Of one that was begun before, as the server knows it, the documents are those that are left. */
  constructor(
    readonly projectId: string,
    readonly chosen: Chosen,
    readonly opinion: Opinion,
    documents: readonly FittingDocument[],
    begun: ReviewRun | null = null,
  ) {
    this.#steps = stepsOf(documents);
    this.#opId = begun?.id ?? uuidv7();
    this.#firstStep = begun?.nextStep ?? 0;
    this.#undoOpId = begun?.undoing?.opId ?? uuidv7();
    this.#undoCursor = begun?.undoing?.cursor ?? null;
    const given = begun?.given ?? 0;
    this.state = new Signal<RunState>({
      doing: null,
      total: given + countOf(documents),
      sent: given,
      given,
      leftOut: 0,
      leftOutDocuments: 0,
      undone: begun?.undone ?? 0,
      kept: 0,
      isGiven: false,
      isUndone: false,
      problem: "",
    });
  }

  /** Gives what is not given yet, until it is stopped. */
  async give(): Promise<void> {
    await this.#work("giving", async () => {
      for (let step = this.#steps[this.#next]; step && !this.#isStopping; step = this.#steps[this.#next])
        await this.#giveStep(step);
      this.#show({ isGiven: this.#next === this.#steps.length });
    });
  }

  /** Takes back what was given, until it is stopped; those verdicts stay that were changed since. */
  async undo(): Promise<void> {
    await this.#work("undoing", async () => {
      do await this.#undoPart();
      while (this.#undoCursor !== null && !this.#isStopping);
      this.#show({ isUndone: this.#undoCursor === null });
    });
  }

  /** Stops after the step that is under way. */
  stop(): void {
    this.#isStopping = true;
  }

  async #giveStep(step: readonly FittingDocument[]): Promise<void> {
    const { filter, except } = this.chosen;
    const { count, leftOut } = await api(reviewMany, {
      params: { project: this.projectId },
      body: {
        opId: this.#opId,
        step: this.#firstStep + this.#next,
        planned: { steps: this.#firstStep + this.#steps.length, annotations: this.state.value.total },
        filter,
        ...(except.length === 0 ? {} : { except: [...except] }),
        documents: step.map(({ documentId, fingerprint }) => ({ documentId, fingerprint })),
        ...this.opinion,
      },
    });
    this.#next++;
    const changed = new Set(leftOut);
    const state = this.state.value;
    this.#show({
      sent: state.sent + countOf(step),
      given: state.given + count,
      leftOut: state.leftOut + countOf(step.filter(({ documentId }) => changed.has(documentId))),
      leftOutDocuments: state.leftOutDocuments + changed.size,
    });
  }

  async #undoPart(): Promise<void> {
    const cursor = this.#undoCursor;
    const { undone, kept, nextCursor } = await api(undoReviews, {
      params: { project: this.projectId },
      body: { opId: this.#opId, undoOpId: this.#undoOpId, ...(cursor === null ? {} : { cursor }) },
    }).catch((error: unknown) => {
      // The one step whose answer was lost had not been applied, or changed nothing.
      const isNothing =
        error instanceof ApiError && error.code === "not_found" && this.state.value.given === 0;
      if (isNothing) return { undone: 0, kept: 0, nextCursor: null };
      throw error;
    });
    this.#undoCursor = nextCursor;
    this.#show({ undone: this.state.value.undone + undone, kept: this.state.value.kept + kept });
  }

  async #work(doing: "giving" | "undoing", work: () => Promise<void>): Promise<void> {
    if (this.state.value.doing !== null) return;
    this.#isStopping = false;
    this.#show({ doing, problem: "" });
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#show({ problem: error.message });
    } finally {
      this.#show({ doing: null });
    }
  }

  #show(change: Partial<RunState>): void {
    this.state.set({ ...this.state.value, ...change });
  }
}

const countOf = (documents: readonly FittingDocument[]): number =>
  documents.reduce((sum, { count }) => sum + count, 0);

/** Documents in their order, as many at a time as go in one step; one with more annotations goes by itself. */
function stepsOf(documents: readonly FittingDocument[]): FittingDocument[][] {
  const steps: FittingDocument[][] = [];
  let step: FittingDocument[] = [];
  for (const document of documents) {
    const isFull =
      step.length === DOCUMENTS_AT_ONCE_MAX || countOf(step) + document.count > ANNOTATIONS_AT_ONCE;
    if (isFull && step.length > 0) {
      steps.push(step);
      step = [];
    }
    step.push(document);
  }
  return step.length > 0 ? [...steps, step] : steps;
}
