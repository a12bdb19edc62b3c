"use client";

import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { HeaderCell, Table, TableBody, TableHead } from "@/components/ui/table";
import type {
  AgreementEstimate,
  AgreementResult,
  MeasureResource,
  MeasureResult,
} from "@/lib/contracts/agreement";
import { EstimateValue } from "./estimate-value";

/** From no shade to the deepest on which words can still be read. */
const shades = ["", "bg-accent/8", "bg-accent/14", "bg-accent/20", "bg-accent/26", "bg-accent/32"] as const;

type PairHeatMapProps = { chosen: MeasureResult; measure: MeasureResource; result: AgreementResult };

/** Every coder with every other; the deeper the shade, the better they agree. The figures say the same. */
export function PairHeatMap({ chosen, measure, result }: PairHeatMapProps) {
  const t = useTranslations("agreement");
  const inPairs = new Set(chosen.pairs.flatMap(({ a, b }) => [a, b]));
  const coders = result.coders.filter(({ id }) => inPairs.has(id));
  const between = new Map(
    chosen.pairs.flatMap(({ a, b, estimate }) => [
      [`${a} ${b}`, estimate] as const,
      [`${b} ${a}`, estimate] as const,
    ]),
  );
  const title = t("by.pairs.title");
  return (
    <section className="grid gap-2">
      <h3 className="font-serif font-semibold">{title}</h3>
      <Table caption={title}>
        <TableHead>
          <tr>
            <HeaderCell>
              <span className="sr-only">{t("by.coders.head")}</span>
            </HeaderCell>
            {coders.map(({ id, name }) => (
              <HeaderCell key={id} className="max-w-40 truncate first:min-w-0" title={name}>
                {name}
              </HeaderCell>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {coders.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="max-w-40 truncate px-4 py-2 text-left font-medium" title={row.name}>
                {row.name}
              </th>
              {coders.map((column) => {
                const estimate = between.get(`${row.id} ${column.id}`);
                return (
                  <td
                    key={column.id}
                    className={classNames("px-4 py-2", estimate && shadeOf(estimate, measure))}
                  >
                    {row.id === column.id || !estimate ? (
                      <span className="text-faint">–</span>
                    ) : (
                      <EstimateValue estimate={estimate} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

function shadeOf(estimate: AgreementEstimate, { range }: MeasureResource): string {
  if (estimate.state === "undefined") return "";
  const share = Math.max(0, estimate.value) / range.max;
  return shades[Math.min(shades.length - 1, Math.floor(share * shades.length))] ?? "";
}
