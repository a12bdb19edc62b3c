"use client";

import { useTranslations } from "next-intl";
import { Moment } from "@/components/account/moment";
import { Due } from "@/components/rounds/round-facts";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { ProgressResource } from "@/lib/contracts/progress";
import { DocumentLink, Long } from "./progress-tables";

type WaitsTableProps = { readonly projectId: string; readonly rows: ProgressResource["waits"] };

/** What waits for whom, the oldest first. */
export function WaitsTable({ projectId, rows }: WaitsTableProps) {
  const t = useTranslations("progress.waits");
  if (rows.length === 0) return <p className="px-5 pb-4 text-sm text-soft">{t("none")}</p>;
  return (
    <Long>
      <Table caption={t("title")}>
        <TableHead>
          <tr>
            <HeaderCell>{t("document")}</HeaderCell>
            <HeaderCell>{t("for")}</HeaderCell>
            <HeaderCell>{t("state")}</HeaderCell>
            <HeaderCell className="text-right">{t("age")}</HeaderCell>
            <HeaderCell>{t("since")}</HeaderCell>
            <HeaderCell>{t("due")}</HeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.documentId} ${row.userId}`}>
              <Cell className="wrap-anywhere">
                <DocumentLink projectId={projectId} {...row} />
              </Cell>
              <Cell>{row.name ?? <span className="text-faint">{t("nobody")}</span>}</Cell>
              <Cell className="whitespace-nowrap">{t(`states.${row.state}`)}</Cell>
              <Cell numeric className="whitespace-nowrap">
                {t("days", { days: row.days })}
              </Cell>
              <Cell>{row.since !== null && <Moment at={row.since} dateOnly />}</Cell>
              <Cell>{row.dueAt !== null && <Due dueAt={row.dueAt} isOverdue={row.isOverdue} isBare />}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Long>
  );
}
