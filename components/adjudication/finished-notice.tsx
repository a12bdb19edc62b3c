"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ExportButton } from "@/components/exports/export-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { api } from "@/lib/client/api";
import { type AdjudicationResource, listAdjudication } from "@/lib/contracts/adjudication";
import { useAdjudication } from "./adjudication-context";

export type FinishedNoticeProps = { readonly mayMeasure: boolean; readonly mayExport: boolean };

/** The adjudication is finished: on to the next document or, after the last, to what comes of all of them. */
export function FinishedNotice({ mayMeasure, mayExport }: FinishedNoticeProps) {
  const t = useTranslations("adjudication.finished");
  const { isFinished, place } = useAdjudication();
  const next = useNextDocument(place.projectId, isFinished);
  if (!isFinished) return <div role="status" className="absolute" />;
  const project = `/projects/${place.projectId}`;
  const list = <ButtonLink href={`${project}/adjudication`}>{t("list")}</ButtonLink>;
  if (next)
    return (
      <div role="status" className="px-4 pt-3">
        <Callout
          tone="success"
          title={t("title")}
          actions={
            <>
              <ButtonLink
                variant="primary"
                href={`${project}/documents/${next.documentId}/adjudicate`}
                prefetch={false}
                icon={<ArrowRight aria-hidden className="size-4" />}
              >
                {t("next")}
              </ButtonLink>
              {list}
            </>
          }
        >
          {t.rich("nextTitle", {
            title: next.title,
            name: (title) => (
              <span dir="auto" className="font-serif font-semibold">
                {title}
              </span>
            ),
          })}
        </Callout>
      </div>
    );
  return (
    <div role="status" className="px-4 pt-3">
      <Callout
        tone="success"
        title={t(next === null ? "allTitle" : "title")}
        actions={
          <>
            {next === null && mayMeasure && (
              <ButtonLink variant="primary" href={`${project}/agreement`}>
                {t("agreement")}
              </ButtonLink>
            )}
            {next === null && mayExport && <ExportButton projectId={place.projectId} />}
            {list}
          </>
        }
      >
        {next === null && t("allText")}
      </Callout>
    </div>
  );
}

/** The first document that is not finished; null if there is none, undefined while nobody has asked or answered. */
function useNextDocument(project: string, isFinished: boolean): AdjudicationResource | null | undefined {
  const [next, setNext] = useState<AdjudicationResource | null>();
  useEffect(() => {
    if (!isFinished) return;
    const aborter = new AbortController();
    api(listAdjudication, {
      params: { project },
      query: { state: "unfinished", limit: 1 },
      signal: aborter.signal,
    })
      .then(({ items }) => setNext(items[0] ?? null))
      // Without an answer there is still the way to the list.
      .catch(() => setNext(undefined));
    return () => aborter.abort();
  }, [project, isFinished]);
  return next;
}
