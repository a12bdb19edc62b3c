"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { PlanResource } from "@/lib/contracts/rounds";
import { shortfallKinds } from "@/lib/domain/workflow/plan-round";
import { RevealsNotice } from "./reveals-notice";

type PlanSummaryProps = {
  readonly plan: PlanResource;
  readonly isClaimed: boolean;
  readonly isBlind: boolean;
};

/** What a plan gives each person, how even that is, and what it can't fulfil. */
export function PlanSummary({ plan, isClaimed, isBlind }: PlanSummaryProps) {
  const t = useTranslations("rounds.plan");
  const format = useFormatter();
  const total = Math.max(
    1,
    plan.loads.reduce((sum, { length }) => sum + length, 0),
  );
  // Who claims what is open, but nobody can claim a place for which there is no person.
  const shortfalls = plan.shortfalls.filter(({ kind }) => !isClaimed || kind === "tooFewPeople");
  return (
    <Card
      title={t("title")}
      description={
        isClaimed
          ? t("claimed", { documents: plan.documents, places: plan.places })
          : t("text", {
              documents: plan.documents,
              shared: plan.shared,
              places: plan.places,
              added: plan.assignments.length,
            })
      }
    >
      <div className="grid gap-4">
        {plan.leftOut > 0 && <Callout tone="warning">{t("leftOut", { count: plan.leftOut })}</Callout>}
        {plan.reveals && <RevealsNotice reveals={plan.reveals} />}
        <Shortfalls shortfalls={shortfalls} isBlind={isBlind} />
        {!isClaimed && (
          <Table caption={t("title")}>
            <TableHead>
              <tr>
                <HeaderCell>{t("person")}</HeaderCell>
                <HeaderCell className="text-right">{t("load")}</HeaderCell>
                <HeaderCell className="text-right">{t("length")}</HeaderCell>
                <HeaderCell className="text-right">{t("outlets")}</HeaderCell>
                <HeaderCell className="min-w-28">{t("balance")}</HeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {plan.loads.map((load) => (
                <TableRow key={load.userId}>
                  <Cell className="font-medium wrap-anywhere">{load.name}</Cell>
                  <Cell numeric>{load.documents}</Cell>
                  <Cell numeric>{format.number(load.length)}</Cell>
                  <Cell numeric>{load.outlets}</Cell>
                  <Cell>
                    <span className="flex items-center gap-2">
                      <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full" aria-hidden>
                        <rect width="100" height="8" rx="2" className="fill-sunken" />
                        <rect width={(100 * load.length) / total} height="8" rx="2" className="fill-accent" />
                      </svg>
                      <span className="w-9 shrink-0 text-right tabular-nums">
                        {format.number(load.length / total, { style: "percent", maximumFractionDigits: 0 })}
                      </span>
                    </span>
                  </Cell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </div>
    </Card>
  );
}

type ShortfallsProps = Pick<PlanResource, "shortfalls"> & { readonly isBlind: boolean };

function Shortfalls({ shortfalls, isBlind }: ShortfallsProps) {
  const t = useTranslations("rounds.plan.shortfall");
  if (shortfalls.length === 0) return null;
  const missing = shortfalls.reduce((sum, one) => sum + one.missing, 0);
  return (
    <Callout tone="warning" title={t("title", { count: missing })}>
      <ul className="list-disc pl-4">
        {shortfallKinds.flatMap((kind) => {
          const count = shortfalls.filter((one) => one.kind === kind).length;
          return count === 0 ? [] : [<li key={kind}>{t(kind, { count })}</li>];
        })}
      </ul>
      <p className="mt-1">{t(isBlind ? "meansBlind" : "means", { count: shortfalls.length })}</p>
    </Callout>
  );
}
