"use client";

import { useTranslations } from "next-intl";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { AgreementResult, MeasureResource, MeasureResult } from "@/lib/contracts/agreement";
import { EstimateBar, EstimateValue } from "./estimate-value";

type MeasureTableProps = {
  measures: ReadonlyMap<string, MeasureResource>;
  result: AgreementResult;
  chosen: MeasureResult | undefined;
  onChoose: (chosen: MeasureResult) => void;
};

/** Every measure at every level that it applies to, one of which is looked at closer. */
export function MeasureTable({ measures, result, chosen, onChoose }: MeasureTableProps) {
  const t = useTranslations("agreement");
  return (
    <Table caption={t("measures")}>
      <TableHead>
        <tr>
          <HeaderCell>{t("measure")}</HeaderCell>
          <HeaderCell className="hidden sm:table-cell">{t("level")}</HeaderCell>
          <HeaderCell>{t("value")}</HeaderCell>
          <HeaderCell className="hidden sm:table-cell">
            <span className="sr-only">{t("bar")}</span>
          </HeaderCell>
          <HeaderCell className="hidden text-right sm:table-cell">{t("documents")}</HeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {result.measures.map((row) => {
          const measure = measures.get(row.measure);
          const isChosen = row === chosen;
          return (
            <TableRow key={`${row.measure} ${row.level}`} className={isChosen ? "[&>*]:bg-accent-soft" : ""}>
              <th scope="row" className="px-4 py-2.5 text-left font-medium">
                <button
                  type="button"
                  aria-pressed={isChosen}
                  className="rounded-sm text-left text-accent-ink underline decoration-1 underline-offset-3 hover:decoration-2"
                  onClick={() => onChoose(row)}
                >
                  {measure?.title ?? row.measure}
                </button>
                <span className="block text-soft text-xs font-normal sm:hidden">
                  {t(`levels.${row.level}`)}
                </span>
              </th>
              <Cell className="hidden sm:table-cell">{t(`levels.${row.level}`)}</Cell>
              <Cell className="sm:min-w-48">
                <EstimateValue estimate={row.overall} />
              </Cell>
              <Cell className="hidden sm:table-cell">
                {measure && <EstimateBar estimate={row.overall} range={measure.range} />}
              </Cell>
              <Cell numeric className="hidden sm:table-cell">
                {row.overall.documents}
              </Cell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
