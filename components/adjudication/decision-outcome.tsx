"use client";

import { Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { QueueItem } from "@/lib/client/adjudication-board";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import { useAdjudication } from "./adjudication-context";
import { DecisionHistory } from "./decision-history";
import { VersionBody } from "./version-body";

const dates = { dateStyle: "medium", timeStyle: "short" } as const;

/** What has been decided, by whom and why, with the gold as it is and a way to take it back. */
export function DecisionOutcome({ item }: { item: QueueItem }) {
  const t = useTranslations("adjudication");
  const reasons = useTranslations("adjudication.reason.reasons");
  const format = useFormatter();
  const session = useAdjudication();
  const { decisions } = session.board.stateOf(item);
  const [first] = decisions;
  const gold = session.board.goldOf(item);
  if (!first && gold.length === 0) return null;
  return (
    <div className="adjudication-gold">
      <p className="font-semibold text-xs">
        {t("item.gold")}{" "}
        {first && item.origin !== "added" && (
          <span className="font-normal text-soft">({t(`item.by.${first.kind}`)})</span>
        )}
      </p>
      {gold.length === 0 && <p className="text-sm">{t("item.goldNone")}</p>}
      {gold.map((one: AnnotationResource) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
        <div key={one.id} role="group" aria-label={t("item.gold")}>
          <VersionBody item={{ ...item, versions: [one], differences: [], attributes: [] }} version={one} />
        </div>
      ))}
      {first && (first.reason || first.text) && (
        <p className="text-soft text-xs" dir="auto">
          {[first.reason && reasons(first.reason), first.text].filter(Boolean).join(": ")}
        </p>
      )}
      {first && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-soft text-xs">
            {t("item.decidedBy", {
              who: session.deciderOf(first) ?? t("somebody"),
              at: format.dateTime(new Date(first.createdAt), dates),
            })}
          </p>
          {session.mayAct && session.draft.value === null && (
            <Button
              size="sm"
              variant="ghost"
              aria-keyshortcuts="z"
              disabled={!session.mayTakeBack}
              icon={<Undo2 aria-hidden className="size-4" />}
              onClick={() => session.takeBack()}
            >
              {t("item.takeBack")} <Kbd>Z</Kbd>
            </Button>
          )}
        </div>
      )}
      <DecisionHistory key={item.id} item={item} />
    </div>
  );
}
