import type { ReviewResource } from "@/lib/contracts/reviews";
import type { Verdict } from "@/lib/domain/review/verdict";
import { Signal } from "./signal";

/** A verdict as the page keeps it. Whether it is outdated follows from the annotation as it is now. */
export type KnownReview = Omit<ReviewResource, "isOutdated">;

const nothing: readonly KnownReview[] = [];

/** What weighs most is shown where there is room for one sign. */
const weights = ["reject", "question", "accept"] as const satisfies readonly Verdict[];

/** The verdicts on one document's annotations that its reader may see. Knows no network. */
export class ReviewStore {
  /** Rises with every change. */
  readonly version = new Signal(0);
  readonly #rows = new Map<string, KnownReview>();
  readonly #byAnnotation = new Map<string, readonly KnownReview[]>();

  /** Verdicts that wait for the server's word, in the order in which they were given. */
  readonly #pending: { readonly opId: string; readonly row: KnownReview }[] = [];
  /** The server's last word on the verdicts that wait, by their ids; null where it knows none. */
  readonly #confirmed = new Map<string, KnownReview | null>();

  /** Takes the server's verdicts. Those that wait stay shown on top. */
  load(rows: readonly KnownReview[]): void {
    const pending = this.#pending.splice(0);
    this.#confirmed.clear();
    this.#rows.clear();
    this.#byAnnotation.clear();
    for (const row of rows) this.#put(row);
    for (const { opId, row } of pending) this.#wait(opId, row);
    this.#said();
  }

  /** A verdict as its reviewer left it. Older news than what is known is ignored. */
  receive(row: KnownReview): void {
    const confirmed = this.#confirmed.get(row.id);
    if (this.#confirmed.has(row.id)) {
      if (!confirmed || confirmed.revision < row.revision) this.#confirmed.set(row.id, row);
      return;
    }
    const known = this.#rows.get(row.id);
    if (known && known.revision > row.revision) return;
    this.#put(row);
    this.#said();
  }

  /** Shows a verdict at once; it waits for `confirm` or `refuse`. */
  perform(opId: string, row: KnownReview): void {
    this.#wait(opId, row);
    this.#said();
  }

  /** The server has stored it, and answers how it stands. */
  confirm(opId: string, row: KnownReview): void {
    const at = this.#pending.findIndex((one) => one.opId === opId);
    if (at >= 0) this.#pending.splice(at, 1);
    if (this.#pending.some((one) => one.row.id === row.id)) {
      this.#confirmed.set(row.id, row);
      return;
    }
    const newer = this.#confirmed.get(row.id);
    this.#confirmed.delete(row.id);
    this.#put(newer && newer.revision > row.revision ? newer : row);
    this.#said();
  }

  /**
   * The server will not store it: what stands is shown again, and what was said on top of it goes too. `current` is the
   * row that the server says stands in its way, a verdict that was changed elsewhere or the annotation. Answers the
   * operations that are dropped, the refused one first.
   */
  refuse(opId: string, current: unknown): readonly string[] {
    const refused = this.#pending.find((one) => one.opId === opId);
    if (!refused) return [];
    const { id } = refused.row;
    const dropped = this.#pending.filter((one) => one.row.id === id).map((one) => one.opId);
    const left = this.#pending.filter((one) => one.row.id !== id);
    this.#pending.splice(0, this.#pending.length, ...left);
    const stands = verdictLike(current, refused.row) ?? this.#confirmed.get(id) ?? null;
    this.#confirmed.delete(id);
    this.#rows.delete(id);
    this.#remove(refused.row);
    if (stands) this.#put({ ...stands, reviewerName: stands.reviewerName ?? refused.row.reviewerName });
    this.#said();
    return dropped;
  }

  /** The verdicts on an annotation that have not been taken back, oldest first. */
  of(annotationId: string): readonly KnownReview[] {
    return this.#byAnnotation.get(annotationId) ?? nothing;
  }

  /** A person's verdict on an annotation, also one that was taken back. */
  by(userId: string, annotationId: string): KnownReview | undefined {
    return [...this.#rows.values()].find(
      (row) => row.reviewerId === userId && row.annotationId === annotationId,
    );
  }

  /** The weightiest verdict on this revision of an annotation; null where there is none. */
  standing(annotationId: string, revision: number): Verdict | null {
    const current = this.of(annotationId).filter((row) => row.annotationRevision === revision);
    return weights.find((verdict) => current.some((row) => row.verdict === verdict)) ?? null;
  }

  #wait(opId: string, row: KnownReview): void {
    if (!this.#confirmed.has(row.id)) this.#confirmed.set(row.id, this.#rows.get(row.id) ?? null);
    this.#pending.push({ opId, row });
    this.#put(row);
  }

  #put(news: KnownReview): void {
    // The log does not repeat names; what is known of a person stays known.
    const reviewerName = news.reviewerName ?? this.#rows.get(news.id)?.reviewerName ?? null;
    const row = { ...news, reviewerName };
    this.#rows.set(row.id, row);
    this.#remove(row);
    if (row.deletedAt !== null) return;
    const others = this.of(row.annotationId);
    const all = [...others, row].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    this.#byAnnotation.set(row.annotationId, all);
  }

  #remove({ id, annotationId }: KnownReview): void {
    const left = this.of(annotationId).filter((one) => one.id !== id);
    if (left.length > 0) this.#byAnnotation.set(annotationId, left);
    else this.#byAnnotation.delete(annotationId);
  }

  #said(): void {
    this.version.set(this.version.value + 1);
  }
}

/** A row of a refusal, if it is the same person's verdict on the same annotation. */
function verdictLike(row: unknown, { annotationId, reviewerId }: KnownReview): KnownReview | null {
  // The server's own shapes: a verdict is the only one with a reviewer.
  const review = (row ?? {}) as Partial<KnownReview>;
  const isOne = review.annotationId === annotationId && review.reviewerId === reviewerId;
  return isOne ? (review as KnownReview) : null;
}
