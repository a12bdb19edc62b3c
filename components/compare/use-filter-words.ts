"use client";

import { useTranslations } from "next-intl";
import { choicesOf } from "@/lib/client/tag-choice";
import type { ReviewFilter } from "@/lib/contracts/reviews";
import { useCompare } from "./compare-context";
import { useTagTitle } from "./use-tag-title";

/** Says in words what a filter lets through. */
export function useFilterWords(): (filter: ReviewFilter) => string {
  const t = useTranslations("compare.bulk");
  const words = useTranslations("compare");
  const view = useCompare();
  const { documentId } = view.session.place;
  const titleOf = useTagTitle(view.session.store.scheme);
  const nameOf = (id: string) => view.start.sets.find((set) => set.id === id)?.name ?? t("begun.somebody");

  return ({ documents, sets = [], kinds, tags, differences = [], unreviewed }) => {
    const isHere = documents?.length === 1 && documents[0] === documentId;
    return [
      ...choicesOf({ kinds, tags }).map(titleOf),
      ...sets.map(nameOf),
      ...differences.map((kind) => (kind === "none" ? t("agreed") : words(`differenceKinds.${kind}`))),
      documents === undefined
        ? t("allDocuments")
        : isHere
          ? t("here")
          : t("begun.documents", { count: documents.length }),
      ...(unreviewed ? [t("unreviewed")] : []),
    ].join(" · ");
  };
}
