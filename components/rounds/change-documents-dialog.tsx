"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import {
  changeRoundDocuments,
  previewRoundDocuments,
  type RoundDocumentsChange,
  type RoundDocumentsPreview,
} from "@/lib/contracts/round-documents";
import type { DocumentChoice, RoundResource } from "@/lib/contracts/rounds";
import { choosesSome, DocumentChoiceFields, type DocumentFacetLists } from "./document-choice-fields";
import type { PickerSource } from "./document-picker";
import { DocumentsPreview } from "./documents-preview";

export type DocumentsOp = RoundDocumentsChange["op"];
export type AskedChange = {
  readonly op: DocumentsOp;
  /** The one document it is about; null to choose some. */
  readonly document: { readonly id: string; readonly title: string } | null;
};
export type OtherRound = Pick<RoundResource, "id" | "name" | "state" | "mode">;

type ChangeDocumentsDialogProps = {
  readonly projectId: string;
  readonly round: RoundResource;
  readonly asked: AskedChange;
  readonly others: readonly OtherRound[];
  readonly facets: DocumentFacetLists;
  readonly source: PickerSource;
  readonly onClose: () => void;
  readonly onDone: (done: {
    readonly opId: string;
    readonly op: DocumentsOp;
    readonly documents: number;
  }) => void;
};

/** Which documents join or leave a round; then what that does to people's work, before it is done. */
export function ChangeDocumentsDialog(props: ChangeDocumentsDialogProps) {
  const { projectId, round, asked, others, onClose, onDone } = props;
  const { op, document } = asked;
  const t = useTranslations("rounds.changes");
  const common = useTranslations("common");
  const { isBusy, error, run } = useRequest();
  const [choice, setChoice] = useState<DocumentChoice>({ ids: document ? [document.id] : [] });
  const [to, setTo] = useState(others[0]?.id ?? "");
  const [givesOut, setGivesOut] = useState(true);
  const [preview, setPreview] = useState<RoundDocumentsPreview | null>(null);
  const [reveal, setReveal] = useState(false);
  const params = { project: projectId, round: round.id };
  const isComplete = choosesSome(choice) && (op !== "move" || to !== "");

  const body = (): RoundDocumentsChange => {
    if (op === "remove") return { op, documents: choice, reveal };
    if (op === "move") return { op, documents: choice, to, giveOut: givesOut, reveal };
    return { op, documents: choice, giveOut: givesOut, reveal };
  };
  function change(apply: () => void): void {
    apply();
    setPreview(null);
    setReveal(false);
  }
  const look = () => run(() => api(previewRoundDocuments, { params, body: body() }), setPreview);
  const apply = () =>
    run(
      () => api(changeRoundDocuments, { params, body: body() }),
      ({ opId, documents }) => onDone({ opId, op, documents }),
    );
  const target = op === "move" ? others.find(({ id }) => id === to) : round;
  const givesAny = op !== "remove" && target?.mode === "assigned" && target.state === "open";
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      width="lg"
      title={t(`${op}.title`, { name: round.name })}
      description={t(`${op}.text`)}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant={preview ? "secondary" : "primary"}
            busy={isBusy}
            disabled={!isComplete}
            onClick={look}
          >
            {t("preview")}
          </Button>
          {preview && preview.documents > 0 && (
            <Button
              variant={op === "remove" || reveal ? "danger" : "primary"}
              busy={isBusy}
              disabled={preview.reveals !== null && !reveal}
              onClick={apply}
            >
              {t(`${op}.confirm`, { count: preview.documents })}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        {document ? (
          <p dir="auto" className="font-medium wrap-anywhere">
            {document.title}
          </p>
        ) : (
          <DocumentChoiceFields
            {...props}
            of={op === "add" ? "project" : "round"}
            choice={choice}
            onChange={(next) => change(() => setChoice(next))}
          />
        )}
        {op === "move" && <Target others={others} to={to} onChange={(next) => change(() => setTo(next))} />}
        {givesAny && (
          <Checkbox
            label={t("giveOut")}
            hint={t("giveOutHint")}
            checked={givesOut}
            onChange={({ target }) => change(() => setGivesOut(target.checked))}
          />
        )}
        <RequestError error={error} />
        <div aria-live="polite">{preview && <DocumentsPreview op={op} preview={preview} />}</div>
        {preview?.reveals && (
          <Checkbox
            label={t("reveal")}
            checked={reveal}
            onChange={({ target }) => setReveal(target.checked)}
          />
        )}
      </div>
    </Dialog>
  );
}

type TargetProps = {
  readonly others: readonly OtherRound[];
  readonly to: string;
  readonly onChange: (to: string) => void;
};

function Target({ others, to, onChange }: TargetProps) {
  const t = useTranslations("rounds.changes");
  if (others.length === 0) return <p className="text-sm text-warning">{t("noOther")}</p>;
  return (
    <Field label={t("to")}>
      {(control) => (
        <Select {...control} value={to} onChange={({ target }) => onChange(target.value)}>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
