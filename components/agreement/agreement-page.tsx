"use client";

import { Scale } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import {
  type AgreementOptions,
  type AgreementReportResource,
  type AgreementReportSummary,
  type MeasureResource,
  readAgreementReport,
} from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { MeasureDialog, type Person, type RoundName } from "./measure-dialog";
import { ReportProgress } from "./report-progress";
import { ReportView } from "./report-view";
import { useNarrowing } from "./use-narrowing";

type AgreementPageProps = {
  projectId: string;
  scheme: Scheme;
  people: readonly Person[];
  rounds: readonly RoundName[];
  measures: readonly MeasureResource[];
  reports: readonly AgreementReportSummary[];
  /** The newest report, with its figures when it is done. */
  loaded: AgreementReportResource | null;
  mayRun: boolean;
};

/** How well annotators agree: reports are worked out in the background and kept. */
export function AgreementPage(props: AgreementPageProps) {
  const { projectId, scheme, people, rounds, measures, loaded, mayRun } = props;
  const t = useTranslations("agreement");
  const [reports, setReports] = useState(props.reports);
  const [report, setReport] = useState(loaded);
  const { error, run } = useRequest();
  const narrowing = useNarrowing({ scheme, people, rounds });

  const show = (next: AgreementReportResource) => {
    setReport(next);
    setReports((known) => [next, ...known.filter(({ id }) => id !== next.id)].sort(newestFirst));
  };
  const open = (id: string) =>
    run(() => api(readAgreementReport, { params: { project: projectId, report: id } }), show);

  const measure = (label: string) =>
    mayRun && (
      <MeasureDialog
        projectId={projectId}
        label={label}
        scheme={scheme}
        people={people}
        rounds={rounds}
        measures={measures}
        onStarted={show}
      />
    );

  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={report && measure(t("again"))} />
      <RequestError error={error} />
      {report === null ? (
        <EmptyState icon={<Scale />} title={t("empty.title")} actions={measure(t("empty.action"))}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <div className="grid gap-6">
          {reports.length > 1 && (
            <ReportSelect
              reports={reports}
              shown={report.id}
              narrowing={narrowing}
              onOpen={(id) => void open(id)}
            />
          )}
          {report.state === "done" && !report.isCurrent && (
            <Callout tone="warning" title={t("stale.title")}>
              {t("stale.text")}
            </Callout>
          )}
          {report.state === "done" && report.result ? (
            <ReportView
              key={report.id}
              projectId={projectId}
              scheme={scheme}
              measures={measures}
              report={report}
              narrowing={narrowing(report.options)}
              result={report.result}
            />
          ) : (
            <ReportProgress
              key={report.id}
              projectId={projectId}
              report={report}
              mayRun={mayRun}
              onChanged={show}
            />
          )}
        </div>
      )}
    </>
  );
}

const newestFirst = (one: AgreementReportSummary, other: AgreementReportSummary): number =>
  other.createdAt.localeCompare(one.createdAt);

type ReportSelectProps = {
  reports: readonly AgreementReportSummary[];
  shown: string;
  narrowing: (options: AgreementOptions) => readonly string[];
  onOpen: (id: string) => void;
};

function ReportSelect({ reports, shown, narrowing, onOpen }: ReportSelectProps) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  return (
    <Field label={t("reports")} className="max-w-2xl">
      {(control) => (
        <Select {...control} value={shown} onChange={({ target }) => onOpen(target.value)}>
          {reports.map(({ id, createdAt, state, options }) => (
            <option key={id} value={id}>
              {[
                format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" }),
                ...(state === "done" ? [] : [t(`states.${state}`)]),
                ...narrowing(options),
              ].join(" · ")}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
