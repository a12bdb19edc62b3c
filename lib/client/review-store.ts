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

  load(rows: readonly KnownReview[]): void {
    this.#rows.clear();
    this.#byAnnotation.clear();
    for (const row of rows) this.#put(row);
    this.#said();
  }

  /** A verdict as its reviewer left it. Older news than what is known is ignored. */
  receive(row: KnownReview): void {
    const known = this.#rows.get(row.id);
    if (known && known.revision > row.revision) return;
    // The log does not repeat names; what is known of a person stays known.
    this.#put({ ...row, reviewerName: row.reviewerName ?? known?.reviewerName ?? null });
    this.#said();
  }

  /** Puts a verdict back as it was, or forgets one that the server never took. */
  revert(id: string, before: KnownReview | null): void {
    const known = this.#rows.get(id);
    if (before) this.#put(before);
    else if (known) {
      this.#rows.delete(id);
      this.#remove(known);
    }
    this.#said();
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

  #put(row: KnownReview): void {
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
