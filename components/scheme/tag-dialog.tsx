"use client";

import { Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { IconButton } from "@/components/ui/icon-button";
import { SchemeShape, titleIssues } from "@/lib/contracts/scheme";
import type { Scheme, Tag } from "@/lib/domain/scheme/scheme";
import { AttributeFields } from "./attribute-fields";
import type { SchemeAtVersion } from "./scheme-board";
import { blankTag, finishedTag, withTag } from "./tag-draft";
import { type TagErrors, TagFields } from "./tag-fields";
import { useSchemeSave } from "./use-scheme-save";

type TagDialogProps = {
  projectId: string;
  current: SchemeAtVersion;
  /** The tag to change; null makes a new one. */
  tag: Tag | null;
  onChanged: (scheme: SchemeAtVersion) => void;
};

export function TagDialog({ projectId, current, tag, onChanged }: TagDialogProps) {
  const t = useTranslations("scheme.edit");
  const common = useTranslations("common");
  const formId = useId();
  const { isBusy, error, save, forget } = useSchemeSave(projectId, current, onChanged);
  const [draft, setDraft] = useState<Tag | null>(null);
  const [wrong, setWrong] = useState<TagErrors>({ fields: {}, whole: null });

  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    // What is wrong may be out of sight, above the button that was pressed.
    if (wrong.whole === null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);

  function open(isOpen: boolean): void {
    setDraft(isOpen ? (tag ?? blankTag(current.scheme)) : null);
    setWrong({ fields: {}, whole: null });
    forget();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!draft) return;
    const finished = finishedTag(draft, current.scheme);
    const scheme = withTag(current.scheme, finished);
    const errors = errorsOf(scheme, finished.key);
    setWrong(errors);
    if (errors.whole === null && Object.keys(errors.fields).length === 0) save(scheme, () => open(false));
  }

  return (
    <Dialog
      width="lg"
      open={draft !== null}
      onOpenChange={open}
      title={tag ? t("title", { tag: tag.title }) : t("newTitle")}
      description={t("description", { version: current.version + 1 })}
      trigger={
        tag ? (
          <IconButton
            tooltip={false}
            label={t("open", { tag: tag.title })}
            title={t("openShort")}
            icon={<Pencil aria-hidden className="size-4" />}
          />
        ) : (
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />}>
            {t("newTitle")}
          </Button>
        )
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" busy={isBusy}>
            {t("save")}
          </Button>
        </>
      }
    >
      {draft && (
        <form id={formId} ref={form} onSubmit={submit} noValidate className="grid gap-6">
          <TagFields draft={draft} errors={wrong.fields} onChange={setDraft} />
          <AttributeFields
            attributes={draft.attributes}
            errors={wrong.fields}
            onChange={(attributes) => setDraft({ ...draft, attributes })}
          />
          {/* Last, beside the button: the form is longer than the screen. */}
          {wrong.whole ? <FormError>{wrong.whole}</FormError> : <RequestError error={error} />}
        </form>
      )}
    </Dialog>
  );
}

/** What the one check of schemes says, at the fields of one tag (`title`, `attributes.0.title`) or about the whole. */
function errorsOf(scheme: Scheme, key: string): TagErrors {
  const checked = SchemeShape.safeParse(scheme);
  const issues = [...(checked.error?.issues ?? []), ...titleIssues(scheme)];
  const at = scheme.tags.findIndex((tag) => tag.key === key);
  const fields: Record<string, string> = {};
  let whole: string | null = null;
  for (const { path, message } of issues) {
    const [list, index, ...field] = path;
    if (list === "tags" && index === at && field.length > 0) fields[field.join(".")] ??= message;
    else whole ??= message;
  }
  return { fields, whole };
}
