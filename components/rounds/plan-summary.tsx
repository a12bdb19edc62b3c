"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { PlanResource } from "@/lib/contracts/rounds";
import { shortfallKinds } from "@/lib/domain/workflow/plan-round";
import { RevealsNotice } from "./reveals-notice";

/** What a plan gives each person, how even that is, and what it can't fulfil. */
export function PlanSummary({ plan, isClaimed }: { plan: PlanResource; isClaimed: boolean }) {
  const t = useTranslations("rounds.plan");
  const format = useFormatter();
  const most = Math.max(1, ...plan.loads.map(({ length }) => length));
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
        {!isClaimed && <Shortfalls plan={plan} />}
        {!isClaimed && (
          <Table caption={t("title")}>
            <TableHead>
              <tr>
                <HeaderCell>{t("person")}</HeaderCell>
                <HeaderCell className="text-right">{t("load")}</HeaderCell>
                <HeaderCell className="text-right">{t("length")}</HeaderCell>
                <HeaderCell className="text-right">{t("outlets")}</HeaderCell>
                <HeaderCell className="min-w-32">{t("balance")}</HeaderCell>
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
                    <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full" aria-hidden>
                      <rect width="100" height="8" rx="2" className="fill-sunken" />
                      <rect width={(100 * load.length) / most} height="8" rx="2" className="fill-accent" />
                    </svg>
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

function Shortfalls({ plan: { shortfalls } }: { plan: PlanResource }) {
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
    </Callout>
  );
}
