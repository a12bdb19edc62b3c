"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useKeyCaps } from "@/components/reader/tag-toolbar";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { verdictSigns } from "@/lib/client/mark-look";
import type { KnownReview } from "@/lib/client/review-store";
import type { Reviewing } from "@/lib/client/reviewing";
import { useSignal } from "@/lib/client/signal";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { verdicts } from "@/lib/domain/review/verdict";
import { VerdictBadge } from "./verdict-badge";

export type ReviewSectionProps = {
  readonly reviewing: Reviewing;
  readonly annotation: StoredAnnotation;
  /** The key of each verdict here; none where several versions stand side by side. */
  readonly keys?: Readonly<Record<(typeof verdicts)[number], string>> | undefined;
};

/** What reviewers think of an annotation, and for its teammates the buttons to say so. */
export function ReviewSection({ reviewing, annotation, keys }: ReviewSectionProps) {
  const t = useTranslations("review");
  const { session } = reviewing;
  useSignal(session.reviews.version);
  const reviews = session.reviews.of(annotation.id);
  const isMine = session.store.isMine(annotation);
  const mayReview = reviewing.mayReview(annotation);
  if (reviews.length === 0 && !mayReview) return null;
  return (
    <section aria-label={t("title")} className="grid gap-2">
      {reviews.length > 0 && (
        <ul className="grid gap-2">
          {reviews.map((review) => (
            <ReviewLine
              key={review.id}
              review={review}
              isOutdated={review.annotationRevision !== annotation.revision}
            />
          ))}
        </ul>
      )}
      {isMine && reviews.some(({ verdict }) => verdict !== "accept") && (
        <p className="text-faint text-xs">{t("reply")}</p>
      )}
      {mayReview && <VerdictButtons reviewing={reviewing} annotation={annotation} keys={keys} />}
    </section>
  );
}

function ReviewLine({ review, isOutdated }: { review: KnownReview; isOutdated: boolean }) {
  const t = useTranslations("review");
  const format = useFormatter();
  return (
    <li className="grid gap-1 rounded-md border border-line bg-raised px-2.5 py-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <VerdictBadge verdict={review.verdict} />
        <span className="font-medium">{review.reviewerName ?? t("somebody")}</span>
        <time dateTime={review.updatedAt} className="text-faint text-xs">
          {format.dateTime(new Date(review.updatedAt), { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </p>
      {review.reason && <p>{t(`reasons.${review.reason}`)}</p>}
      {review.text && (
        <p className="whitespace-pre-line break-words text-soft" dir="auto">
          {review.text}
        </p>
      )}
      {isOutdated && (
        <p className="text-soft text-xs">
          {t(review.annotationRevision === 0 ? "beforeCorrection" : "outdated")}
        </p>
      )}
    </li>
  );
}

function VerdictButtons({ reviewing, annotation, keys }: ReviewSectionProps) {
  const t = useTranslations("review");
  const caps = useKeyCaps();
  const mine = reviewing.mine(annotation.id);
  const standing = mine?.annotationRevision === annotation.revision ? mine.verdict : null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {verdicts.map((verdict) => (
        <Button
          key={verdict}
          size="sm"
          aria-pressed={standing === verdict}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          icon={<span aria-hidden>{verdictSigns[verdict]}</span>}
          onClick={() => reviewing.press(annotation, verdict)}
        >
          {t(`give.${verdict}`)}
          {keys && (
            <span aria-hidden className="ml-1 flex gap-0.5">
              {caps(keys[verdict]).map((cap) => (
                <Kbd key={cap}>{cap}</Kbd>
              ))}
            </span>
          )}
        </Button>
      ))}
    </div>
  );
}
