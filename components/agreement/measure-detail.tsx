"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type {
  AgreementEstimate,
  AgreementResult,
  MeasureResource,
  MeasureResult,
} from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { titleOfTag } from "./agreement-names";
import { EstimateBar, EstimateValue } from "./estimate-value";
import { PairHeatMap } from "./pair-heat-map";

type MeasureDetailProps = {
  scheme: Scheme;
  measure: MeasureResource;
  chosen: MeasureResult;
  result: AgreementResult;
};

/** One measure closer: what it means, and its value for each tag, pair, coder and stretch of time. */
export function MeasureDetail({ scheme, measure, chosen, result }: MeasureDetailProps) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  const names = new Map(result.coders.map(({ id, name }) => [id, name]));
  const parts = chosen.overall.state === "value" ? Object.entries(chosen.overall.parts) : [];
  const tables = [
    {
      key: "topics",
      rows: chosen.topics.map(({ tag, attribute, estimate }) => ({
        name: attribute === null ? titleOfTag(scheme, tag) : `${titleOfTag(scheme, tag)} · ${attribute}`,
        estimate,
      })),
    },
    {
      key: "coders",
      rows: chosen.coders.map(({ coder, estimate }) => ({ name: names.get(coder) ?? "—", estimate })),
    },
    {
      key: "periods",
      rows: chosen.periods.map(({ period, estimate }) => {
        const from = result.periods[period]?.from;
        const name = from ? format.dateTime(new Date(from), { dateStyle: "medium", timeZone: "UTC" }) : "—";
        return { name, estimate };
      }),
    },
  ] as const;

  return (
    <Card title={`${measure.title} · ${t(`levels.${chosen.level}`)}`}>
      <div className="grid gap-7">
        <div className="grid gap-2 text-sm">
          <p className="max-w-prose text-pretty">{measure.meaning}</p>
          <p className="max-w-prose text-pretty text-soft">{t(`levelTexts.${chosen.level}`)}</p>
          <p className="overflow-x-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs">
            {measure.formula}
          </p>
          <p className="text-soft text-xs">{t("source", { source: measure.source })}</p>
          {parts.length > 0 && (
            <p className="flex flex-wrap gap-x-4 text-xs tabular-nums">
              {parts.map(([part, value]) => (
                <span key={part}>
                  {isNamed(part) ? t(`parts.${part}`) : part}{" "}
                  <strong>{format.number(value, { maximumFractionDigits: 2 })}</strong>
                </span>
              ))}
              {parts.some(([part]) => part === "precision") && (
                <span className="text-soft">
                  {result.coders.some(({ isGold }) => isGold)
                    ? t("parts.goldReference")
                    : t("parts.reference")}
                </span>
              )}
            </p>
          )}
        </div>
        {tables.map(
          ({ key, rows }) =>
            rows.length > 0 && (
              <EstimateTable
                key={key}
                title={t(`by.${key}.title`)}
                head={t(`by.${key}.head`)}
                rows={rows}
                range={measure.range}
              />
            ),
        )}
        {chosen.pairs.length > 0 && <PairHeatMap chosen={chosen} measure={measure} result={result} />}
      </div>
    </Card>
  );
}

const namedParts = ["precision", "recall", "observed", "expected"] as const;
const isNamed = (part: string): part is (typeof namedParts)[number] => namedParts.some((one) => one === part);

type EstimateTableProps = {
  title: string;
  head: string;
  rows: readonly { readonly name: string; readonly estimate: AgreementEstimate }[];
  range: MeasureResource["range"];
};

function EstimateTable({ title, head, rows, range }: EstimateTableProps) {
  const t = useTranslations("agreement");
  return (
    <section className="grid gap-2">
      <h3 className="font-serif font-semibold">{title}</h3>
      <Table caption={title}>
        <TableHead>
          <tr>
            <HeaderCell>{head}</HeaderCell>
            <HeaderCell>{t("value")}</HeaderCell>
            <HeaderCell className="hidden sm:table-cell">
              <span className="sr-only">{t("bar")}</span>
            </HeaderCell>
            <HeaderCell className="text-right">{t("items")}</HeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map(({ name, estimate }) => (
            <TableRow key={name}>
              <th scope="row" className="max-w-60 truncate px-4 py-2 text-left font-normal" title={name}>
                {name}
              </th>
              <Cell className="min-w-48">
                <EstimateValue estimate={estimate} />
              </Cell>
              <Cell className="hidden sm:table-cell">
                <EstimateBar estimate={estimate} range={range} />
              </Cell>
              <Cell numeric>{Math.round(estimate.items)}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
