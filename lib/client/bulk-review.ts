import type { z } from "zod";
import type { ReviewRun } from "@/lib/contracts/review-runs";
import { LEFT_OUT_MAX, previewReviews, type ReviewFilter, SHOWN_AT_FIRST } from "@/lib/contracts/reviews";
import type { Opinion } from "@/lib/domain/review/verdict";
import { ApiError, api } from "./api";
import { BulkRun, type FittingDocument } from "./bulk-run";
import { Signal } from "./signal";

/** The pages of a preview that have come, as one. */
export type BulkPreview = z.output<(typeof previewReviews)["returns"]>;

export type BulkState = {
  readonly filter: ReviewFilter;
  /** Of this filter as far as it has been looked up, or of the one before until something of this has come. */
  readonly preview: BulkPreview | null;
  /** Annotations that are to get no verdict, under whatever filter. */
  readonly except: ReadonlySet<string>;
  readonly isLooking: boolean;
  readonly isShowingMore: boolean;
  readonly problem: string;
};

/** As many more are shown at a time. */
const SHOWN_MORE = 50;

/** One verdict on everything that fits: what that would be. Of several changes of the filter the last counts. */
export class BulkReview {
  readonly state: Signal<BulkState>;
  #asking: AbortController | null = null;
  /** What has come of the filter as it is now. */
  #found: BulkPreview | null = null;

  constructor(
    readonly projectId: string,
    filter: ReviewFilter,
    except: readonly string[] = [],
  ) {
    this.state = new Signal<BulkState>({
      filter,
      preview: null,
      except: new Set(except),
      isLooking: false,
      isShowingMore: false,
      problem: "",
    });
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

  /** Leaves an annotation out, or takes it back in. No more than can be sent are left out. */
  setLeftOut(id: string, isLeftOut: boolean): void {
    const except = new Set(this.state.value.except);
    if (!isLeftOut) except.delete(id);
    else if (except.size < LEFT_OUT_MAX) except.add(id);
    this.#show({ except });
  }

  /** Shows more of what fits. What was changed since it was looked up is looked up anew. */
  async showMore(): Promise<void> {
    const { preview, filter, isShowingMore } = this.state.value;
    if (!preview || isShowingMore) return;
    this.#show({ isShowingMore: true, problem: "" });
    try {
      const { documents, skip } = nextToShow(preview);
      const page = await api(previewReviews, {
        params: { project: this.projectId },
        body: { filter: { ...filter, documents }, sample: { skip, size: SHOWN_MORE } },
      });
      if (this.#found?.sample === preview.sample) await this.#addShown(this.#found, page.sample);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#show({ problem: error.message });
    } finally {
      this.#show({ isShowingMore: false });
    }
  }

  async #addShown(found: BulkPreview, more: BulkPreview["sample"]): Promise<void> {
    const shown = new Set(found.sample.map(({ annotationId }) => annotationId));
    const added = more.filter(({ annotationId }) => !shown.has(annotationId));
    if (added.length === 0) return this.narrow({});
    this.#found = { ...found, sample: [...found.sample, ...added] };
    this.#show({ preview: this.#found });
  }

  /**
   * A verdict on all that the preview shows but what is left out, ready to be given, or the rest of one that was begun. Null while there is
   * nothing to give it on.
   */
  run(opinion: Opinion, begun: ReviewRun | null = null): BulkRun | null {
    const { filter, except, isLooking } = this.state.value;
    const documents = chosenDocuments(this.state.value);
    if (documents.length === 0 || isLooking) return null;
    return new BulkRun(this.projectId, { filter, except: [...except] }, opinion, documents, begun);
  }

  #nextPage(signal: AbortSignal): Promise<BulkPreview> {
    const cursor = this.#found?.nextCursor ?? undefined;
    const { filter, except } = this.state.value;
    return api(previewReviews, {
      params: { project: this.projectId },
      body: {
        filter,
        ...(except.size === 0 ? {} : { except: [...except] }),
        ...(cursor === undefined ? {} : { cursor }),
      },
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
  leftOut: [...before.leftOut, ...page.leftOut],
  // What is shown are the first of all: nothing is shown after something that is not.
  sample:
    before.sample.length === before.count && before.count < SHOWN_AT_FIRST
      ? [...before.sample, ...page.sample]
      : before.sample,
  nextCursor: page.nextCursor,
});

/** In which document each of those is that fit and are left out. */
function leftOutOf({ preview, except }: BulkState): ReadonlyMap<string, string> {
  const known = [...(preview?.leftOut ?? []), ...(preview?.sample ?? [])];
  return new Map(
    known
      .filter(({ annotationId }) => except.has(annotationId))
      .map(({ annotationId, documentId }) => [annotationId, documentId]),
  );
}

export const countLeftOut = (state: BulkState): number => leftOutOf(state).size;

/** How many verdicts would be given. */
export const countChosen = (state: BulkState): number => (state.preview?.count ?? 0) - countLeftOut(state);

/** The documents in which something gets a verdict, with how much that is. */
function chosenDocuments(state: BulkState): FittingDocument[] {
  const leftOut = new Map<string, number>();
  for (const documentId of leftOutOf(state).values())
    leftOut.set(documentId, (leftOut.get(documentId) ?? 0) + 1);
  return (state.preview?.documents ?? [])
    .map((document) => ({ ...document, count: document.count - (leftOut.get(document.documentId) ?? 0) }))
    .filter(({ count }) => count > 0);
}

/** The documents of the first annotations that are not shown yet, and how many of those in the first one are. */
function nextToShow({ documents, sample }: BulkPreview): { documents: string[]; skip: number } {
  const ids: string[] = [];
  let [before, skip] = [0, 0];
  for (const { documentId, count } of documents) {
    if (before >= sample.length + SHOWN_MORE) break;
    if (before + count > sample.length) {
      if (ids.length === 0) skip = sample.length - before;
      ids.push(documentId);
    }
    before += count;
  }
  return { documents: ids, skip };
}
