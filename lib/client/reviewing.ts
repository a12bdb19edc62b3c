import { uuidv7 } from "uuidv7";
import { removeReview, setReview } from "@/lib/contracts/reviews";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { checkOpinion, type Opinion, sameOpinion, type Verdict } from "@/lib/domain/review/verdict";
import { ApiError, api } from "./api";
import type { ReaderSession } from "./reader-session";
import type { KnownReview } from "./review-store";
import { Signal } from "./signal";

/** Asks for the reason of a verdict before it is given. */
export type OpinionRequest = { readonly annotationId: string; readonly verdict: Verdict };

type Reviewed = Pick<StoredAnnotation, "id" | "setId" | "revision" | "deletedAt">;

/** Verdicts as a person gives them: shown at once, sent, and put back with the reason where they are refused. */
export class Reviewing {
  readonly request = new Signal<OpinionRequest | null>(null);

  constructor(readonly session: ReaderSession) {}

  /** Whether this person may say what they think of an annotation: a teammate's, and one that is there. */
  mayReview(annotation: Reviewed | undefined): annotation is Reviewed {
    return (
      annotation !== undefined &&
      annotation.deletedAt === null &&
      this.session.seed.mayReview &&
      annotation.setId !== this.session.store.mySetId
    );
  }

  mine(annotationId: string): KnownReview | undefined {
    const known = this.session.reviews.by(this.session.place.userId, annotationId);
    return known?.deletedAt === null ? known : undefined;
  }

  /** Gives a verdict by one key: the same again takes it back; one that needs a reason asks for it. */
  press(annotation: Reviewed, verdict: Verdict): void {
    const mine = this.mine(annotation.id);
    if (mine?.verdict === verdict && mine.annotationRevision === annotation.revision)
      void this.takeBack(annotation);
    else if (checkOpinion({ verdict, reason: null, text: "" }))
      this.request.set({ annotationId: annotation.id, verdict });
    else void this.give(annotation, { verdict, reason: null, text: "" });
  }

  /** False when it was refused; then all is as before and the page says why. */
  async give(annotation: Reviewed, opinion: Opinion): Promise<boolean> {
    const { session } = this;
    const before = session.reviews.by(session.place.userId, annotation.id) ?? null;
    const { revision: annotationRevision } = annotation;
    const isSaid =
      before?.deletedAt === null &&
      sameOpinion(before, opinion) &&
      before.annotationRevision === annotationRevision;
    if (isSaid) return true;
    const shown = this.#shown(annotation, before, opinion);
    return this.#send(shown, before, () =>
      api(setReview, {
        params: this.#params(annotation),
        body: {
          ...opinion,
          annotationRevision,
          ...(before ? { revision: before.revision } : { id: shown.id }),
        },
      }),
    );
  }

  async takeBack(annotation: Reviewed): Promise<boolean> {
    const before = this.mine(annotation.id);
    if (!before) return true;
    const now = new Date().toISOString();
    return this.#send({ ...before, deletedAt: now, updatedAt: now }, before, () =>
      api(removeReview, { params: this.#params(annotation), query: { revision: before.revision } }),
    );
  }

  /** What is shown until the server has answered; it keeps the revision, so that the answer is newer. */
  #shown(annotation: Reviewed, before: KnownReview | null, opinion: Opinion): KnownReview {
    const { place } = this.session;
    const now = new Date().toISOString();
    return {
      id: before?.id ?? uuidv7(),
      annotationId: annotation.id,
      documentId: place.documentId,
      setId: annotation.setId,
      reviewerId: place.userId,
      reviewerName: before?.reviewerName ?? this.session.seed.userName,
      ...opinion,
      annotationRevision: annotation.revision,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      deletedAt: null,
      revision: before?.revision ?? 1,
    };
  }

  async #send(
    shown: KnownReview,
    before: KnownReview | null,
    send: () => Promise<KnownReview>,
  ): Promise<boolean> {
    const { reviews, refusal } = this.session;
    reviews.receive(shown);
    try {
      reviews.receive(await send());
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      reviews.revert(shown.id, before);
      // The server's copy of a verdict that was changed elsewhere is what stands.
      const current = (error.problem?.current ?? null) as Partial<KnownReview> | null;
      if (current?.reviewerId === shown.reviewerId) reviews.receive({ ...shown, ...current });
      refusal.set({ kind: "words", words: error.message });
      return false;
    }
  }

  #params({ id }: Reviewed) {
    const { projectId, documentId } = this.session.place;
    return { project: projectId, document: documentId, annotation: id };
  }
}
