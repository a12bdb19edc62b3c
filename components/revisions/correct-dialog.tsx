"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { uuidv7 } from "uuidv7";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { type DocumentSummary, readDocument } from "@/lib/contracts/documents";
import {
  type CarryPreview,
  CORRECTION_NOTE_LENGTH_MAX,
  correctDocument,
  previewRevision,
} from "@/lib/contracts/revisions";
import { CarryCounts } from "./carry-counts";
import { TextChangesView } from "./text-changes-view";

export type CorrectDialogProps = {
  readonly projectId: string;
  readonly documentId: string;
  readonly onClose: () => void;
  readonly onCorrected: (revision: DocumentSummary) => void;
};

type Reviewed = { readonly text: string; readonly preview: CarryPreview };

/** First the text is edited or pasted, then its changes are looked at with what they do to the annotations. */
export function CorrectDialog(props: CorrectDialogProps) {
  const t = useTranslations("revisions.correct");
  const form = useCorrection(props);
  const { before, draft, note, reviewed, request } = form;
  return (
    <Dialog
      open
      width="lg"
      title={t("title")}
      description={reviewed ? t("reviewText") : t("text")}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      footer={
        reviewed ? (
          <>
            <Button onClick={form.edit}>{t("back")}</Button>
            <Button variant="primary" busy={request.isBusy} onClick={form.save}>
              {t("save")}
            </Button>
          </>
        ) : (
          <>
            <DialogClose asChild>
              <Button>{t("cancel")}</Button>
            </DialogClose>
            <Button
              variant="primary"
              busy={request.isBusy && before !== null}
              disabled={before === null || draft === before}
              onClick={form.review}
            >
              {t("review")}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        {before === null && <Skeleton className="h-64 w-full" />}
        {before !== null && !reviewed && (
          <Field label={t("field")}>
            {(control) => (
              <Textarea
                {...control}
                rows={16}
                dir="auto"
                className="font-serif"
                value={draft}
                onChange={({ target }) => form.change(target.value)}
              />
            )}
          </Field>
        )}
        {before !== null && reviewed && (
          <>
            <Field label={t("note")} hint={t("noteHint")}>
              {(control) => (
                <Input
                  {...control}
                  dir="auto"
                  maxLength={CORRECTION_NOTE_LENGTH_MAX}
                  value={note}
                  onChange={({ target }) => form.changeNote(target.value)}
                />
              )}
            </Field>
            <CarryCounts preview={reviewed.preview} />
            <TextChangesView before={before} after={reviewed.text} />
          </>
        )}
        {request.error && <FormError>{request.error.message}</FormError>}
      </div>
    </Dialog>
  );
}

function useCorrection({ projectId, documentId, onCorrected }: CorrectDialogProps) {
  const [before, setBefore] = useState<string | null>(null);
  const [draft, setDraft] = useState("");
  const [note, setNote] = useState("");
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  // Sent again after a lost answer, the same correction is made once.
  const [id] = useState(() => uuidv7());
  const request = useRequest();
  const params = { project: projectId, document: documentId };

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once; another document is another dialog
  useEffect(() => {
    void request.run(
      () => api(readDocument, { params }),
      ({ text }) => {
        setBefore(text);
        setDraft(text);
      },
    );
  }, []);

  return {
    before,
    draft,
    reviewed,
    request,
    change: setDraft,
    note,
    changeNote: setNote,
    edit: () => {
      request.forget();
      setReviewed(null);
    },
    review: () =>
      void request.run(
        () => api(previewRevision, { params, body: { text: draft } }),
        (preview) => setReviewed({ text: draft, preview }),
      ),
    save: () =>
      void request.run(() => api(correctDocument, { params, body: { id, text: draft, note } }), onCorrected),
  };
}
