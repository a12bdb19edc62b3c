import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { ProgressResource } from "@/lib/contracts/progress";
import { useDuration } from "./use-duration";

type Times = Omit<ProgressResource["personTimes"][number], "userId" | "name">;
export type TimesTableProps = {
  readonly caption: string;
  readonly rows: readonly (Times & { readonly id: string; readonly name: ReactNode })[];
};

/** How long submitted work took: a box from quartile to quartile for each row, on one scale, beside its numbers. */
export function TimesTable({ caption, rows }: TimesTableProps) {
  const t = useTranslations("progress.times");
  const duration = useDuration();
  // One who forgot the page open for an hour must not press all other boxes together.
  const most = Math.max(1, ...rows.map(({ upperMs }) => upperMs * 1.5));
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table caption={caption}>
        <TableHead>
          <tr>
            <HeaderCell>{t("name")}</HeaderCell>
            <HeaderCell className="min-w-40">{t("spread")}</HeaderCell>
            <HeaderCell className="text-right">{t("lower")}</HeaderCell>
            <HeaderCell className="text-right">{t("median")}</HeaderCell>
            <HeaderCell className="text-right">{t("upper")}</HeaderCell>
            <HeaderCell className="text-right">{t("per1000")}</HeaderCell>
            <HeaderCell className="text-right">{t("timed")}</HeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <Cell className="wrap-anywhere">{row.name}</Cell>
              <Cell>
                <Box {...row} most={most} />
              </Cell>
              <Cell numeric className="whitespace-nowrap">
                {duration(row.lowerMs)}
              </Cell>
              <Cell numeric className="font-medium whitespace-nowrap">
                {duration(row.medianMs)}
              </Cell>
              <Cell numeric className="whitespace-nowrap">
                {duration(row.upperMs)}
              </Cell>
              <Cell numeric className="whitespace-nowrap">
                {duration(row.medianMsPer1000)}
              </Cell>
              <Cell numeric className="whitespace-nowrap">
                {t("timedOf", { timed: row.timed, submitted: row.submitted })}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** From the least to the most as a line, the middle half as a box, the median as a stroke. */
function Box({ leastMs, lowerMs, medianMs, upperMs, mostMs, most }: Times & { most: number }) {
  const at = (ms: number) => Math.min(100, (100 * ms) / most);
  return (
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" className="h-3.5 w-full min-w-32" aria-hidden>
      <rect
        y="5.5"
        x={at(leastMs)}
        width={Math.max(0.4, at(mostMs) - at(leastMs))}
        height="1"
        className="fill-edge"
      />
      <rect
        x={at(lowerMs)}
        y="2"
        width={Math.max(0.6, at(upperMs) - at(lowerMs))}
        height="8"
        className="fill-accent/35"
      />
      <rect x={Math.max(0, at(medianMs) - 0.5)} y="1" width="1" height="10" className="fill-accent-strong" />
    </svg>
  );
}
