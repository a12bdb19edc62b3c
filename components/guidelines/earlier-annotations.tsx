"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Moment } from "@/components/account/moment";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { TextLink } from "@/components/ui/text-link";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { type EarlierAnnotation, listAnnotationsBeforeRule } from "@/lib/contracts/guidelines";

type Found = {
  readonly items: readonly EarlierAnnotation[];
  readonly total: number;
  readonly changedIn: number | null;
  readonly nextCursor: string | null;
};

/** On request: what was annotated under other words than the rule has now. */
export function EarlierAnnotations({ projectId, ruleId }: { projectId: string; ruleId: string }) {
  const t = useTranslations("guidelines.earlier");
  const [found, setFound] = useState<Found | null>(null);
  const { isBusy, error, run } = useRequest();

  const load = (cursor?: string) =>
    run(
      () =>
        api(listAnnotationsBeforeRule, {
          params: { project: projectId, rule: ruleId },
          query: { limit: 50, cursor },
        }),
      (next) =>
        setFound((known) => (cursor && known ? { ...next, items: [...known.items, ...next.items] } : next)),
    );

  return (
    <details
      className="text-sm"
      onToggle={(event) => {
        if (event.currentTarget.open && !found) void load();
      }}
    >
      <summary className="text-soft">{t("title")}</summary>
      <div className="mt-2 grid gap-2" aria-live="polite">
        {isBusy && !found && <Spinner />}
        {found && (
          <p>
            {found.changedIn === null
              ? t("never")
              : t("count", { count: found.total, number: found.changedIn })}
          </p>
        )}
        {found && found.items.length > 0 && (
          <ul className="grid gap-1">
            {found.items.map((one) => (
              <li key={one.id} className="flex flex-wrap items-baseline gap-x-2">
                <TextLink
                  className="max-w-full truncate font-serif"
                  href={`/projects/${projectId}/documents/${one.documentId}?annotation=${one.id}`}
                >
                  {one.quote === "" ? t("noSpan") : `“${one.quote}”`}
                </TextLink>
                <span className="text-soft text-xs">
                  {one.documentTitle} · {one.author} · <Moment at={one.updatedAt} dateOnly />
                </span>
              </li>
            ))}
          </ul>
        )}
        {found?.nextCursor && (
          <Button size="sm" busy={isBusy} onClick={() => void load(found.nextCursor ?? undefined)}>
            {t("more")}
          </Button>
        )}
        <RequestError error={error} />
      </div>
    </details>
  );
}
