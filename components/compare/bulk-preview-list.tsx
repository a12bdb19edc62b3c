"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { type BulkPreview, type BulkReview, countChosen, countLeftOut } from "@/lib/client/bulk-review";
import { useSignal } from "@/lib/client/signal";
import { tagChoice } from "@/lib/client/tag-choice";
import { LEFT_OUT_MAX, type PreviewedAnnotation } from "@/lib/contracts/reviews";
import { useCompare } from "./compare-context";
import { useTagTitle } from "./use-tag-title";

type BulkPreviewListProps = { readonly bulk: BulkReview; readonly preview: BulkPreview };

/** What would get the verdict, each with the words around it. Any of it can be looked at where it stands, or left out. */
export function BulkPreviewList({ bulk, preview }: BulkPreviewListProps) {
  const t = useTranslations("compare.bulk");
  const state = useSignal(bulk.state);
  const { isLooking, isShowingMore, except, filter } = state;
  const leftOut = countLeftOut(state);
  const more = preview.count - preview.sample.length;
  const isOverSeveral = filter.documents?.length !== 1;
  return (
    <>
      {/* Counting up is not read out at each step. */}
      <p aria-live={isLooking ? "off" : "polite"}>
        <span className="font-serif font-semibold">{t("fits", { count: preview.count })}</span>
        {leftOut > 0 && (
          <span className="text-soft text-sm">
            {" · "}
            {t("chosen", { leftOut, count: countChosen(state) })}
          </span>
        )}
      </p>
      {except.size >= LEFT_OUT_MAX && (
        <p className="text-soft text-sm">{t("leftOutMax", { max: LEFT_OUT_MAX })}</p>
      )}
      {preview.sample.length > 0 && (
        <div className="grid max-h-72 overflow-y-auto rounded-md border border-line bg-sunken">
          <ul className="grid grid-cols-[minmax(0,1fr)] divide-y divide-line">
            {preview.sample.map((one) => (
              <Previewed
                key={one.annotationId}
                one={one}
                isNamed={isOverSeveral}
                isChosen={!except.has(one.annotationId)}
                onChoose={(isChosen) => bulk.setLeftOut(one.annotationId, !isChosen)}
              />
            ))}
          </ul>
          {more > 0 && (
            <div className="flex flex-wrap items-center gap-3 border-line border-t p-2 text-soft text-xs">
              <Button size="sm" busy={isShowingMore} onClick={() => void bulk.showMore()}>
                {t("showMore")}
              </Button>
              {t("more", { count: more })}
            </div>
          )}
        </div>
      )}
    </>
  );
}

type PreviewedProps = {
  readonly one: PreviewedAnnotation;
  /** Whether it is said which document it is in. */
  readonly isNamed: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
};

function Previewed({ one, isNamed, isChosen, onChoose }: PreviewedProps) {
  const t = useTranslations("compare.bulk");
  const { store, place } = useCompare().session;
  const id = useId();
  const titleOf = useTagTitle(store.scheme);
  return (
    <li
      data-tag={one.kind === "relation" ? undefined : one.tag}
      className="flex min-w-0 items-start gap-2.5 p-2 text-sm"
    >
      <input
        type="checkbox"
        aria-label={t("include")}
        aria-describedby={id}
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
        className="m-0.75 size-4.5 shrink-0 accent-accent"
      />
      <div id={id} className="grid min-w-0 flex-1 gap-0.5">
        <p className="wrap-anywhere font-serif" dir="auto">
          <span className="text-soft">{one.before}</span>
          <mark className="rounded-xs bg-(--tag-tint,transparent) font-semibold text-ink">
            {one.quote || t("wholeDocument")}
          </mark>
          <span className="text-soft">{one.after}</span>
        </p>
        <p className="wrap-anywhere text-soft text-xs">
          <span className="rounded-sm bg-(--tag-tint,transparent) font-semibold text-(--tag-text,inherit)">
            {titleOf(tagChoice(one))}
          </span>
          {" · "}
          {one.setName}
          {isNamed && ` · ${one.documentTitle}`}
        </p>
      </div>
      <TextLink
        href={`/projects/${place.projectId}/documents/${one.documentId}?annotation=${one.annotationId}`}
        target="_blank"
        aria-describedby={id}
        className="inline-flex min-h-6 shrink-0 items-center gap-1 text-xs"
      >
        {t("passage")}
        <ExternalLink aria-hidden className="size-3.5" />
        <span className="sr-only">{t("newTab")}</span>
      </TextLink>
    </li>
  );
}
