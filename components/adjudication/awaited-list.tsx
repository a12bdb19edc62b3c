"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { TextLink } from "@/components/ui/text-link";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { type AwaitedDocument, listAwaitedAdjudication } from "@/lib/contracts/adjudication";

export type AwaitedListProps = {
  readonly projectId: string;
  readonly round?: string;
  readonly loaded: { readonly items: readonly AwaitedDocument[]; readonly nextCursor: string | null };
};

/** The documents that can't be adjudicated yet, with what they wait for. */
export function AwaitedList({ projectId, round, loaded }: AwaitedListProps) {
  const t = useTranslations("adjudication.awaited");
  const [{ items, nextCursor }, setList] = useState(loaded);
  const request = useRequest();
  const more = () =>
    request.run(
      () =>
        api(listAwaitedAdjudication, {
          params: { project: projectId },
          query: { ...(round ? { round } : {}), ...(nextCursor === null ? {} : { cursor: nextCursor }) },
        }),
      (page) => setList({ items: [...items, ...page.items], nextCursor: page.nextCursor }),
    );
  if (items.length === 0) return null;
  return (
    <section aria-label={t("title")} className="mt-8">
      <h2 className="font-semibold font-serif text-lg">{t("title")}</h2>
      <p className="mb-3 text-soft text-sm">{t("text")}</p>
      <ul className="grid border-line border-t">
        {items.map(({ documentId, title, ...counts }) => (
          <li
            key={documentId}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-line border-b py-2 text-sm"
          >
            <span className="min-w-0 max-w-full truncate" dir="auto">
              <TextLink href={`/projects/${projectId}/documents/${documentId}`}>{title}</TextLink>
            </span>
            <span className="text-soft text-xs">{waits(t, counts)}</span>
          </li>
        ))}
      </ul>
      <FormError>{request.error?.message}</FormError>
      {nextCursor !== null && (
        <Button className="mt-4" disabled={request.isBusy} onClick={() => void more()}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}

/** What a document waits for: only what there is of it. */
function waits(
  t: ReturnType<typeof useTranslations<"adjudication.awaited">>,
  { submitted, working, missing }: Pick<AwaitedDocument, "submitted" | "working" | "missing">,
): string {
  return [
    t("submitted", { submitted, total: submitted + working + missing }),
    working > 0 ? t("working", { count: working }) : "",
    missing > 0 ? t("missing", { count: missing }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
