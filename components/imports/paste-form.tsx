"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { uuidv7 } from "uuidv7";
import { MetadataFields, TitleField } from "@/components/documents/metadata-fields";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Textarea } from "@/components/ui/textarea";
import { ApiError, api } from "@/lib/client/api";
import { emptyDraft, type MetadataField, readDraft } from "@/lib/client/document-edits";
import { showToast } from "@/lib/client/toasts";
import { createDocument } from "@/lib/contracts/documents";

/** A headline is shorter; a text without line breaks is no title. */
const titleMax = 200;

/** The first line of a text that says something, which is how articles begin. */
function firstLine(text: string): string {
  const line = /\S[^\n]*/.exec(text)?.[0].trim() ?? "";
  return line.length > titleMax ? `${line.slice(0, titleMax - 1).trimEnd()}…` : line;
}

function usePasteForm(projectId: string) {
  const t = useTranslations("imports.paste");
  const router = useRouter();
  // One id for as long as the form stands: sent twice, it is one document.
  const [id] = useState(uuidv7);
  const [text, setText] = useState("");
  const [typed, setTyped] = useState(emptyDraft);
  const [isTitleOwn, setTitleOwn] = useState(false);
  const [wrong, setWrong] = useState<readonly (MetadataField | "text")[]>([]);
  const [refusal, setRefusal] = useState("");
  const [isSaving, setSaving] = useState(false);
  const draft = isTitleOwn ? typed : { ...typed, title: firstLine(text) };

  function change(field: MetadataField, value: string): void {
    if (field === "title") setTitleOwn(true);
    setTyped((before) => ({ ...before, [field]: value }));
    setWrong((before) => before.filter((name) => name !== field));
  }
  function changeText(value: string): void {
    setText(value);
    setWrong((before) => before.filter((name) => name !== "text" && name !== "title"));
  }

  async function save(): Promise<readonly (MetadataField | "text")[]> {
    setRefusal("");
    const meant = readDraft(draft);
    const hasText = text.trim() !== "";
    // The title comes from the text, so a text that is missing is said once.
    const fields = meant.ok ? [] : meant.fields.filter((field) => hasText || isTitleOwn || field !== "title");
    const misfits = [...(hasText ? [] : (["text"] as const)), ...fields];
    setWrong(misfits);
    if (misfits.length > 0 || !meant.ok) return misfits;
    setSaving(true);
    try {
      const params = { project: projectId };
      const made = await api(createDocument, { params, body: { ...meant.metadata, id, text } });
      showToast({
        tone: "success",
        happened: t("added", { title: firstLine(made.title) }),
        next: t("addedNext"),
      });
      router.push(`/projects/${projectId}/documents/${made.id}`);
    } catch (error) {
      setSaving(false);
      if (!(error instanceof ApiError)) throw error;
      setRefusal(t("refusedText", { reason: error.message }));
    }
    return [];
  }

  return { text, draft, wrong, refusal, isSaving, change, changeText, save };
}

/** One text, one form, one button. */
export function PasteForm({ projectId }: { projectId: string }) {
  const t = useTranslations("imports.paste");
  const form = useRef<HTMLFormElement>(null);
  const more = useRef<HTMLDetailsElement>(null);
  const { text, draft, wrong, refusal, isSaving, change, changeText, save } = usePasteForm(projectId);
  const wrongFields = wrong.filter((field) => field !== "text");

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const [first] = await save();
    if (!first) return;
    if (more.current && first !== "text" && first !== "title") more.current.open = true;
    const control = form.current?.elements.namedItem(first);
    if (control instanceof HTMLElement) control.focus();
  }

  return (
    <Card>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => void onSubmit(event)}
        className="grid gap-4 [&>div:empty]:-mb-4"
      >
        <FormError title={refusal || wrong.length > 0 ? t("refused") : undefined}>
          {refusal || (wrong.length > 0 && t("fixFirst", { count: wrong.length }))}
        </FormError>
        <Field
          label={t("text")}
          required
          hint={t("textHint")}
          error={wrong.includes("text") ? t("textError") : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              name="text"
              dir="auto"
              rows={10}
              className="min-h-60! font-serif text-base! leading-relaxed"
              value={text}
              onChange={(event) => changeText(event.target.value)}
            />
          )}
        </Field>
        <TitleField draft={draft} wrong={wrongFields} onChange={change} hint={t("titleHint")} />
        <details ref={more} className="rounded-md border border-line px-4 py-2.5">
          <summary className="text-sm font-medium">{t("more")}</summary>
          <div className="pt-4 pb-2">
            <MetadataFields draft={draft} wrong={wrongFields} onChange={change} />
          </div>
        </details>
        <div className="flex flex-wrap items-center justify-end gap-3">
          <span className="text-[0.8125rem] text-faint tabular-nums">
            {t("size", { count: [...text].length })}
          </span>
          <Button type="submit" variant="primary" size="lg" busy={isSaving}>
            {t("add")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
