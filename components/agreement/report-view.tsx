"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Moment } from "@/components/account/moment";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type {
  AgreementReportResource,
  AgreementResult,
  MeasureResource,
  MeasureResult,
} from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { ConfusionMatrix } from "./confusion-matrix";
import { MeasureDetail } from "./measure-detail";
import { MeasureTable } from "./measure-table";

type ReportViewProps = {
  projectId: string;
  scheme: Scheme;
  measures: readonly MeasureResource[];
  report: AgreementReportResource;
  /** What it is about, where that is not all work. */
  narrowing: readonly string[];
  result: AgreementResult;
};

/** The figures of a report that is done. */
export function ReportView({ projectId, scheme, measures, report, narrowing, result }: ReportViewProps) {
  const t = useTranslations("agreement");
  const known = new Map(measures.map((measure) => [measure.id, measure]));
  const [chosen, setChosen] = useState<MeasureResult | undefined>(
    () => result.measures.find(({ overall }) => overall.state === "value") ?? result.measures[0],
  );
  const measure = chosen && known.get(chosen.measure);
  const detail = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);
  // The table is longer than most windows: what was asked for below it would not be noticed.
  useEffect(() => {
    if (!chosen || !isAsked.current) return;
    isAsked.current = false;
    detail.current?.focus({ preventScroll: true });
    detail.current?.scrollIntoView({ block: "start" });
  }, [chosen]);

  if (result.documents === 0)
    return (
      <Callout tone="warning" title={t("nothing.title")}>
        {t("nothing.text", { count: result.documentsAlone })}
      </Callout>
    );
  return (
    <>
      <p className="text-soft text-sm">
        {t.rich("summary", {
          documents: result.documents,
          alone: result.documentsAlone,
          coders: result.coders.length,
          when: () => <Moment at={report.finishedAt ?? report.createdAt} />,
        })}
        {narrowing.length > 0 && (
          <strong className="block font-medium text-ink">
            {t("narrowed.only", { what: narrowing.join(" · ") })}
          </strong>
        )}
      </p>
      <Card
        flush
        title={t("measures")}
        description={t("measuresText", { confidence: report.options.confidence })}
      >
        <MeasureTable
          measures={known}
          result={result}
          chosen={chosen}
          onChoose={(row) => {
            isAsked.current = row !== chosen;
            setChosen(row);
          }}
        />
      </Card>
      {chosen && measure && (
        <div ref={detail} tabIndex={-1} className="scroll-mt-4 rounded-lg outline-offset-4">
          <MeasureDetail scheme={scheme} measure={measure} chosen={chosen} result={result} />
        </div>
      )}
      <ConfusionMatrix projectId={projectId} reportId={report.id} scheme={scheme} result={result} />
      <CoderTable result={result} />
    </>
  );
}

function CoderTable({ result }: { result: AgreementResult }) {
  const t = useTranslations("agreement.coders");
  return (
    <Card flush title={t("title")}>
      <Table caption={t("title")}>
        <TableHead>
          <tr>
            <HeaderCell>{t("name")}</HeaderCell>
            <HeaderCell className="text-right">{t("documents")}</HeaderCell>
            <HeaderCell className="text-right">{t("units")}</HeaderCell>
            <HeaderCell className="text-right">{t("links")}</HeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {result.coders.map((coder) => (
            <TableRow key={coder.id}>
              <th
                scope="row"
                className="max-w-60 truncate px-4 py-2 text-left font-medium"
                title={coder.name}
              >
                {coder.name}
              </th>
              <Cell numeric>{coder.documents}</Cell>
              <Cell numeric>{coder.units}</Cell>
              <Cell numeric>{coder.links}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
