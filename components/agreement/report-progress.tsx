"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { ApiError, api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import {
  type AgreementReportResource,
  cancelAgreementReport,
  readAgreementReport,
} from "@/lib/contracts/agreement";

const PAUSE_MS = 700;

type ReportProgressProps = {
  projectId: string;
  report: AgreementReportResource;
  mayRun: boolean;
  onChanged: (report: AgreementReportResource) => void;
};

/** How far a report is, until it is done, cancelled or failed. */
export function ReportProgress({ projectId, report, mayRun, onChanged }: ReportProgressProps) {
  const t = useTranslations("agreement.progress");
  const { isBusy, error, run } = useRequest();
  const params = { project: projectId, report: report.id };
  const isUnderWay = report.state === "waiting" || report.state === "running";
  useFollowing(projectId, report.id, isUnderWay, onChanged);

  if (report.state === "failed")
    return (
      <Callout tone="danger" title={t("failed")}>
        {report.problem}
      </Callout>
    );
  if (report.state === "cancelled") return <Callout title={t("cancelled")}>{t("cancelledText")}</Callout>;
  return (
    <Card>
      <div className="grid gap-4">
        <Progress
          label={report.state === "waiting" ? t("waiting") : t("running")}
          value={report.total === 0 ? null : report.done}
          max={Math.max(1, report.total)}
          {...(report.total === 0 ? {} : { detail: t("share", { share: report.done / report.total }) })}
        />
        <RequestError error={error} />
        {mayRun && (
          <div>
            <Button
              busy={isBusy}
              onClick={() => void run(() => api(cancelAgreementReport, { params }), onChanged)}
            >
              {t("cancel")}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

/** Asks again and again how it stands, while the page is looked at. An answer that does not come is asked for again. */
function useFollowing(
  projectId: string,
  reportId: string,
  isUnderWay: boolean,
  onChanged: (report: AgreementReportResource) => void,
): void {
  const tell = useRef(onChanged);
  tell.current = onChanged;
  useEffect(() => {
    if (!isUnderWay) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFollowing = true;
    const ask = async () => {
      try {
        if (!document.hidden) {
          const params = { project: projectId, report: reportId };
          const next = await api(readAgreementReport, { params });
          if (isFollowing) tell.current(next);
        }
      } catch (error) {
        if (!(error instanceof ApiError && error.isPassing)) throw error;
      } finally {
        if (isFollowing) timer = setTimeout(() => void ask(), PAUSE_MS);
      }
    };
    timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isFollowing = false;
      clearTimeout(timer);
    };
  }, [projectId, reportId, isUnderWay]);
}
