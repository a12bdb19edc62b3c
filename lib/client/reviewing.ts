import { uuidv7 } from "uuidv7";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { checkOpinion, type Opinion, sameOpinion, type Verdict } from "@/lib/domain/review/verdict";
import type { Conflict, SentVerdict } from "./outbox";
import type { ReaderSession } from "./reader-session";
import type { KnownReview } from "./review-store";
import { shownVerdict } from "./shown-verdict";
import { Signal } from "./signal";

/** Asks for the reason of a verdict before it is given. */
export type OpinionRequest = { readonly annotationId: string; readonly verdict: Verdict };

type Reviewed = Pick<StoredAnnotation, "id" | "setId" | "revision" | "deletedAt">;

/** Verdicts as a person gives them: shown at once, on their way like all work, and put back where they are refused. */
export class Reviewing {
  readonly request = new Signal<OpinionRequest | null>(null);

  constructor(readonly session: ReaderSession) {}

  /** Whether this person may say what they think of an annotation: a teammate's, and one that is there. */
  mayReview(annotation: Reviewed | undefined): annotation is Reviewed {
    return (
      annotation !== undefined &&
      annotation.deletedAt === null &&
      this.session.seed.mayReview &&
      annotation.setId !== this.session.store.mySetId &&
      // With the gold open the set that is written to is another than one's own.
      !this.session.sets.value.some(({ id, isMine }) => isMine && id === annotation.setId)
    );
  }

  mine(annotationId: string): KnownReview | undefined {
    const known = this.#by(annotationId);
    return known?.deletedAt === null ? known : undefined;
  }

  /** Gives a verdict by one key: the same again takes it back; one that needs a reason asks for it. */
  press(annotation: Reviewed, verdict: Verdict): void {
    const mine = this.mine(annotation.id);
    if (mine?.verdict === verdict && mine.annotationRevision === annotation.revision)
      this.takeBack(annotation);
    else if (checkOpinion({ verdict, reason: null, text: "" }))
      this.request.set({ annotationId: annotation.id, verdict });
    else this.give(annotation, { verdict, reason: null, text: "" });
  }

  /** Shown at once, kept on this computer and sent. */
  give(annotation: Reviewed, opinion: Opinion): void {
    const before = this.#by(annotation.id);
    const isSaid =
      before?.deletedAt === null &&
      sameOpinion(before, opinion) &&
      before.annotationRevision === annotation.revision;
    if (!isSaid) this.#send(annotation, opinion, before);
  }

  takeBack(annotation: Reviewed): void {
    const before = this.mine(annotation.id);
    if (before) this.#send(annotation, null, before);
  }

  /** Gives a verdict that the server refused again, on the annotation as it is now. */
  async retry(conflict: Conflict & { readonly verdict: SentVerdict }): Promise<void> {
    const { annotationId, opinion } = conflict.verdict;
    const annotation = this.session.store.get(annotationId);
    if (this.mayReview(annotation)) {
      if (opinion) this.give(annotation, opinion);
      else this.takeBack(annotation);
    }
    await this.session.refused.dismiss(conflict);
  }

  #by(annotationId: string): KnownReview | undefined {
    return this.session.reviews.by(this.session.place.userId, annotationId);
  }

  #send(annotation: Reviewed, opinion: Opinion | null, before: KnownReview | undefined): void {
    const { reviews, sync, place, seed } = this.session;
    const opId = uuidv7();
    const verdict: SentVerdict = {
      id: before?.id ?? uuidv7(),
      annotationId: annotation.id,
      setId: annotation.setId,
      annotationRevision: annotation.revision,
      opinion,
      replaces: before?.revision ?? null,
    };
    reviews.perform(opId, shownVerdict({ ...place, opId, verdict }, seed.userName, before));
    sync.pushVerdict(opId, verdict);
  }
}
