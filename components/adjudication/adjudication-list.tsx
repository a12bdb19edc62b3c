"use client";

import { Scale, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormError } from "@/components/ui/form-error";
import { Progress } from "@/components/ui/progress";
import type { AdjudicationFilter } from "@/lib/client/adjudication-filter";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { type AdjudicationResource, listAdjudication } from "@/lib/contracts/adjudication";

export type AdjudicationListProps = {
  readonly projectId: string;
  readonly filter: AdjudicationFilter;
  readonly loaded: { readonly items: readonly AdjudicationResource[]; readonly nextCursor: string | null };
};

/** The documents that can be adjudicated, with what is left to decide in each. */
export function AdjudicationList({ projectId, filter, loaded }: AdjudicationListProps) {
  const t = useTranslations("adjudication");
  const [{ items, nextCursor }, setList] = useState(loaded);
  const request = useRequest();
  const isNarrowed = filter.round !== undefined || filter.state !== undefined;
  const more = () =>
    request.run(
      () =>
        api(listAdjudication, {
          params: { project: projectId },
          query: { ...filter, ...(nextCursor === null ? {} : { cursor: nextCursor }) },
        }),
      (page) => setList({ items: [...items, ...page.items], nextCursor: page.nextCursor }),
    );
  return (
    <>
      {items.length === 0 ? (
        <EmptyState icon={<Scale aria-hidden />} title={t(isNarrowed ? "listed.none" : "empty.title")}>
          {t(isNarrowed ? "listed.noneText" : "empty.text")}
        </EmptyState>
      ) : (
        <ul className="grid gap-2">
          {items.map((one) => (
            <DocumentRow key={one.documentId} projectId={projectId} one={one} />
          ))}
        </ul>
      )}
      <FormError>{request.error?.message}</FormError>
      {nextCursor !== null && (
        <Button className="mt-4" disabled={request.isBusy} onClick={() => void more()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

function DocumentRow({ projectId, one }: { projectId: string; one: AdjudicationResource }) {
  const t = useTranslations("adjudication");
  return (
    <li className="grid items-center gap-x-4 gap-y-2 rounded-md border border-line bg-surface px-4 py-3 sm:grid-cols-[1fr_12rem]">
      <div className="min-w-0">
        <Link
          href={`/projects/${projectId}/documents/${one.documentId}/adjudicate`}
          className="block truncate font-serif font-semibold hover:underline"
          dir="auto"
        >
          {one.title}
        </Link>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-soft text-xs">
          <Badge tone={one.state === "finished" ? "success" : "neutral"}>{t(`states.${one.state}`)}</Badge>
          <span>
            {t("columns.annotators")} {one.annotators}
          </span>
          <span>
            {t("columns.differing")} {one.differing}
          </span>
          {one.changed > 0 && (
            <span className="flex items-center gap-1 text-warning">
              <TriangleAlert aria-hidden className="size-3.5" />
              {t("changedCount", { count: one.changed })}
            </span>
          )}
        </p>
      </div>
      <Progress
        label={t("progress", { decided: one.decided, total: one.items })}
        value={one.decided}
        max={Math.max(1, one.items)}
      />
    </li>
  );
}
