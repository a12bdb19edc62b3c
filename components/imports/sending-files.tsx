"use client";

import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Spinner } from "@/components/ui/spinner";
import type { UploadFile } from "@/lib/client/import-run";
import { byteSize } from "./byte-size";
import { CancelImport } from "./cancel-import";
import type { ImportStepProps } from "./import-steps";

/** Of many files the eye needs those that move and those that failed. */
const shownMax = 12;

const bytesOf = (files: readonly UploadFile[]): number => files.reduce((sum, { file }) => sum + file.size, 0);

export function SendingFiles({ run, view, onAgain }: ImportStepProps) {
  const t = useTranslations("imports.sending");
  const { files, isSending } = view;
  const sent = files.filter(({ state }) => state === "sent");
  const failed = files.filter(({ state }) => state === "failed");
  const rest = files.filter(({ state }) => state !== "sent" && state !== "failed");
  const shown = files.length <= shownMax ? files : [...failed, ...rest].slice(0, shownMax);
  return (
    <Card
      footer={
        view.import && <CancelImport isBusy={view.isBusy} onCancel={() => void run.cancel().then(onAgain)} />
      }
    >
      <div className="grid gap-4">
        <Progress
          label={t("label")}
          value={files.reduce((sum, file) => sum + file.sent, 0)}
          max={Math.max(1, bytesOf(files))}
          detail={t("detail", { done: sent.length, total: files.length, size: byteSize(bytesOf(files)) })}
        />
        {isSending && <p className="text-[0.8125rem] text-faint">{t("doNotClose")}</p>}
        {!isSending && failed.length > 0 && <FailedNote run={run} view={view} failed={failed} />}
        <ul aria-label={t("list")} className="grid divide-y divide-line">
          {shown.map((file) => (
            <FileLine key={file.path} file={file} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

type FailedNoteProps = Pick<ImportStepProps, "run" | "view"> & { readonly failed: readonly UploadFile[] };

function FailedNote({ run, view, failed }: FailedNoteProps) {
  const t = useTranslations("imports.sending");
  const hasSome = view.import !== null && failed.length < view.files.length;
  return (
    <Callout
      tone="danger"
      title={t("failedTitle", { count: failed.length })}
      actions={
        <>
          <Button variant="primary" onClick={() => void run.retry()}>
            {t("retry")}
          </Button>
          {hasSome && <Button onClick={() => void run.forgetFailed()}>{t("without")}</Button>}
        </>
      }
    >
      {t("failedText", { reason: failed[0]?.reason ?? "" })}
    </Callout>
  );
}

function FileLine({ file }: { file: UploadFile }) {
  const t = useTranslations("imports.sending");
  return (
    <li className="flex items-center gap-3 py-1.5 text-sm">
      <span className="min-w-0 flex-1 truncate" title={file.path}>
        <bdi>{file.path}</bdi>
      </span>
      <span className="shrink-0 text-[0.8125rem] text-faint tabular-nums">{byteSize(file.file.size)}</span>
      <span className="flex w-24 shrink-0 items-center gap-1.5 text-[0.8125rem] text-soft">
        <StateIcon state={file.state} />
        {file.state === "sending" && file.sent > 0
          ? t("part", { share: file.sent / file.file.size })
          : t(file.state)}
      </span>
    </li>
  );
}

function StateIcon({ state }: { state: UploadFile["state"] }) {
  switch (state) {
    case "waiting":
      return <Clock aria-hidden className="size-3.5 text-faint" />;
    case "sending":
      return <Spinner className="size-3.5" />;
    case "sent":
      return <CircleCheck aria-hidden className="size-3.5 text-success" />;
    case "failed":
      return <CircleAlert aria-hidden className="size-3.5 text-danger" />;
  }
}
