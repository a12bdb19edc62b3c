"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import {
  type AgreementOptions,
  type AgreementReportResource,
  createAgreementReport,
  type MeasureResource,
} from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { MeasureFields } from "./measure-fields";

export type Person = { readonly id: string; readonly name: string };
export type RoundName = { readonly id: string; readonly name: string };
export type Draft = z.input<typeof AgreementOptions>;

type MeasureDialogProps = {
  projectId: string;
  label: string;
  scheme: Scheme;
  people: readonly Person[];
  rounds: readonly RoundName[];
  measures: readonly MeasureResource[];
  onStarted: (report: AgreementReportResource) => void;
};

/** Says what is to be compared and how, and starts a report. */
export function MeasureDialog(props: MeasureDialogProps) {
  const t = useTranslations("agreement.form");
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={t("title")}
      description={t("description")}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<Play aria-hidden className="size-4" />}>
          {props.label}
        </Button>
      }
    >
      <MeasureForm
        {...props}
        onStarted={(report) => {
          setOpen(false);
          props.onStarted(report);
        }}
      />
    </Dialog>
  );
}

function MeasureForm({ projectId, scheme, people, rounds, measures, onStarted }: MeasureDialogProps) {
  const t = useTranslations("agreement.form");
  // One id for one form: sent again after an answer that got lost, it is the same report.
  const [id] = useState(uuidv7);
  const [draft, setDraft] = useState<Draft>({
    measures: measures.filter(({ isSlow }) => !isSlow).map((measure) => measure.id),
  });
  const { isBusy, error, run } = useRequest();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const params = { project: projectId };
    void run(() => api(createAgreementReport, { params, body: { id, options: draft } }), onStarted);
  };

  return (
    <form onSubmit={submit} className="grid gap-5">
      <MeasureFields
        scheme={scheme}
        people={people}
        rounds={rounds}
        measures={measures}
        draft={draft}
        onChange={setDraft}
      />
      <RequestError error={error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={isBusy}>
          {t("start")}
        </Button>
      </div>
    </form>
  );
}
