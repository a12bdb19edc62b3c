"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { ApiError, api } from "@/lib/client/api";
import {
  changedMetadata,
  draftOf,
  type MetadataDraft,
  type MetadataField,
  mergeDraft,
  readDraft,
} from "@/lib/client/document-edits";
import { DocumentSummary, updateDocument } from "@/lib/contracts/documents";
import { MetadataFields, TitleField } from "./metadata-fields";

export type MetadataDialogProps = {
  readonly projectId: string;
  readonly document: DocumentSummary;
  readonly onClose: () => void;
  readonly onSaved: (saved: DocumentSummary) => void;
};

/** What the form rests on: the copy it was read from, and what somebody else changed since it was opened. */
type Base = {
  readonly read: DocumentSummary;
  readonly isStale: boolean;
  readonly conflicts: readonly MetadataField[];
};

function useMetadataForm({ projectId, document, onClose, onSaved }: MetadataDialogProps) {
  const t = useTranslations("documents.metadata");
  const [base, setBase] = useState<Base>({ read: document, isStale: false, conflicts: [] });
  const [draft, setDraft] = useState<MetadataDraft>(draftOf(document));
  const [wrong, setWrong] = useState<readonly MetadataField[]>([]);
  const [refusal, setRefusal] = useState("");
  const [isSaving, setSaving] = useState(false);

  function change(field: MetadataField, value: string): void {
    setDraft((before) => ({ ...before, [field]: value }));
    setWrong((before) => before.filter((name) => name !== field));
  }

  function refuse(error: ApiError): void {
    const theirs = error.code === "stale_revision" ? DocumentSummary.safeParse(error.problem?.current) : null;
    if (!theirs?.success) {
      setRefusal(t("refusedText", { reason: error.message }));
      return;
    }
    const merged = mergeDraft(base.read, draft, theirs.data);
    setDraft(merged.draft);
    setBase({ read: theirs.data, isStale: true, conflicts: merged.conflicts });
  }

  async function save(): Promise<readonly MetadataField[]> {
    setRefusal("");
    const meant = readDraft(draft);
    setWrong(meant.ok ? [] : meant.fields);
    if (!meant.ok) return meant.fields;
    const edit = changedMetadata(base.read, meant.metadata);
    if (Object.keys(edit).length === 0) {
      onClose();
      return [];
    }
    setSaving(true);
    try {
      onSaved(
        await api(updateDocument, {
          params: { project: projectId, document: document.id },
          body: { ...edit, revision: base.read.revision },
        }),
      );
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refuse(error);
    } finally {
      setSaving(false);
    }
    return [];
  }

  return { base, draft, wrong, refusal, isSaving, change, save };
}

export function MetadataDialog(props: MetadataDialogProps) {
  const t = useTranslations("documents.metadata");
  const common = useTranslations("common");
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const { base, draft, wrong, refusal, isSaving, change, save } = useMetadataForm(props);

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const [first] = await save();
    const control = first && form.current?.elements.namedItem(first);
    if (control instanceof HTMLElement) control.focus();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      width="lg"
      title={t("heading")}
      description={t("description")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" busy={isSaving}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={id}
        ref={form}
        noValidate
        onSubmit={(event) => void onSubmit(event)}
        className="grid gap-4 [&>div:empty]:-mb-4"
      >
        <FormError title={refusal || wrong.length > 0 ? t("refused") : undefined}>
          {refusal || (wrong.length > 0 && t("fixFirst", { count: wrong.length }))}
        </FormError>
        <div role="status">{base.isStale && <OthersChanges base={base} draft={draft} onUse={change} />}</div>
        <TitleField draft={draft} wrong={wrong} onChange={change} />
        <MetadataFields draft={draft} wrong={wrong} onChange={change} />
      </form>
    </Dialog>
  );
}

type OthersChangesProps = {
  readonly base: Base;
  readonly draft: MetadataDraft;
  readonly onUse: (field: MetadataField, value: string) => void;
};

/** What somebody else saved while this form was open, and where both cannot be right. */
function OthersChanges({ base, draft, onUse }: OthersChangesProps) {
  const t = useTranslations("documents.metadata");
  const theirs = draftOf(base.read);
  const open = base.conflicts.filter((field) => draft[field] !== theirs[field]);
  const note = useRef<HTMLDivElement>(null);

  // The button that was pressed is at the other end of a long form.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every further change of theirs is news again.
  useEffect(() => note.current?.focus(), [base.read.revision]);

  return (
    <div ref={note} tabIndex={-1}>
      <Callout tone="warning" title={t("staleTitle")}>
        <p>{t("staleText")}</p>
        {open.length > 0 && (
          <>
            <p className="mt-2 font-medium">{t("staleBoth")}</p>
            <ul className="mt-1 grid gap-1.5">
              {open.map((field) => (
                <li key={field} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="min-w-0 wrap-anywhere">
                    {theirs[field] === ""
                      ? t("staleTheirsEmpty", { field: t(field) })
                      : t("staleTheirs", { field: t(field), value: theirs[field] })}
                  </span>
                  <Button size="sm" onClick={() => onUse(field, theirs[field])}>
                    {t("useTheirs")}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Callout>
    </div>
  );
}
