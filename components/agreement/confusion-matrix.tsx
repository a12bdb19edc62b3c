"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { HeaderCell, Table, TableBody, TableHead } from "@/components/ui/table";
import type { AgreementResult, Confusion } from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { titleOfTag } from "./agreement-names";
import { PairingList } from "./pairing-list";

type ConfusionCell = Confusion["cells"][number];
type ConfusionMatrixProps = { projectId: string; reportId: string; scheme: Scheme; result: AgreementResult };

/** What one coder called what the other called otherwise; each number leads to the very passages. */
export function ConfusionMatrix({ projectId, reportId, scheme, result }: ConfusionMatrixProps) {
  const t = useTranslations("agreement.confusion");
  const [at, setAt] = useState(0);
  const [cell, setCell] = useState<ConfusionCell | null>(null);
  const confusion = result.confusions[at];
  if (!confusion) return null;
  const nameOf = (id: string) => result.coders.find((coder) => coder.id === id)?.name ?? "—";

  return (
    <Card title={t("title")} description={t("description")}>
      <div className="grid gap-5">
        {result.confusions.length > 1 && (
          <Field label={t("pair")} className="max-w-96">
            {(control) => (
              <Select
                {...control}
                value={at}
                onChange={({ target }) => {
                  setAt(Number(target.value));
                  setCell(null);
                }}
              >
                {result.confusions.map(({ a, b }, index) => (
                  <option key={`${a} ${b}`} value={index}>
                    {t("pairOption", { a: nameOf(a), b: nameOf(b) })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Matrix
          scheme={scheme}
          confusion={confusion}
          names={[nameOf(confusion.a), nameOf(confusion.b)]}
          chosen={cell}
          onChoose={setCell}
        />
        {cell && (
          <PairingList
            key={`${at} ${cell.row} ${cell.column}`}
            projectId={projectId}
            reportId={reportId}
            asked={{ a: confusion.a, b: confusion.b, row: cell.row, column: cell.column }}
            names={[nameOf(confusion.a), nameOf(confusion.b)]}
            scheme={scheme}
          />
        )}
      </div>
    </Card>
  );
}

type MatrixProps = {
  scheme: Scheme;
  confusion: Confusion;
  names: readonly [string, string];
  chosen: ConfusionCell | null;
  onChoose: (cell: ConfusionCell) => void;
};

function Matrix({ scheme, confusion: { cells }, names: [a, b], chosen, onChoose }: MatrixProps) {
  const t = useTranslations("agreement.confusion");
  const keys = (of: (cell: ConfusionCell) => string | null): (string | null)[] => {
    const used = new Set(cells.map(of));
    const known = scheme.tags.map(({ key }) => key).filter((key) => used.has(key));
    const gone = [...used].filter((key) => key !== null && !known.includes(key));
    return [...known, ...gone, ...(used.has(null) ? [null] : [])];
  };
  const [rows, columns] = [keys(({ row }) => row), keys(({ column }) => column)];
  const title = (key: string | null) => (key === null ? t("noMark") : titleOfTag(scheme, key));
  return (
    <Table caption={t("caption", { a, b })} showCaption>
      <TableHead>
        <tr>
          <HeaderCell>
            <span className="sr-only">{a}</span>
          </HeaderCell>
          {columns.map((column) => (
            <HeaderCell key={column} className="text-center first:min-w-0">
              {title(column)}
            </HeaderCell>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row" className="px-4 py-2 text-left font-medium">
              {title(row)}
            </th>
            {columns.map((column) => {
              const cell = cells.find((one) => one.row === row && one.column === column);
              return (
                <td
                  key={column}
                  className={classNames("px-2 py-1 text-center", row === column && "bg-success-soft/60")}
                >
                  {cell && cell.count > 0 ? (
                    <button
                      type="button"
                      aria-pressed={cell === chosen}
                      aria-label={t("cell", {
                        count: cell.count,
                        row: title(row),
                        column: title(column),
                        a,
                        b,
                      })}
                      className="min-h-7 min-w-10 rounded-md px-2 text-accent-ink tabular-nums underline decoration-1 underline-offset-3 hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-semibold"
                      onClick={() => onChoose(cell)}
                    >
                      {cell.count}
                    </button>
                  ) : (
                    <span className="px-2 text-faint">0</span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </TableBody>
    </Table>
  );
}
