"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { entityKinds, linePatterns, type Tag } from "@/lib/domain/scheme/scheme";
import { isNew } from "./tag-draft";
import { TagSample } from "./tag-mark";

export type TagErrors = {
  /** By field of the tag, such as `hotkey` or `attributes.0.title`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly whole: string | null;
};

type TagFieldsProps = {
  draft: Tag;
  errors: TagErrors["fields"];
  onChange: (draft: Tag) => void;
};

export function TagFields({ draft, errors, onChange }: TagFieldsProps) {
  const t = useTranslations("scheme.edit");
  return (
    <div className="grid gap-4">
      <Field label={t("name")} required error={errors.title && t("nameWrong")}>
        {(control) => (
          <Input
            {...control}
            value={draft.title}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => onChange({ ...draft, title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("guideline")} hint={t("guidelineHint")} error={errors.guideline}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            value={draft.guideline}
            maxLength={20_000}
            onChange={(event) => onChange({ ...draft, guideline: event.target.value })}
          />
        )}
      </Field>
      <KeyFields draft={draft} errors={errors} onChange={onChange} />
      <LookFields draft={draft} errors={errors} onChange={onChange} />
      {isNew(draft.key) && <NatureFields draft={draft} errors={errors} onChange={onChange} />}
    </div>
  );
}

function KeyFields({ draft, errors, onChange }: TagFieldsProps) {
  const t = useTranslations("scheme.edit");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("hotkey")} hint={t("hotkeyHint")} required error={errors.hotkey && t("hotkeyWrong")}>
        {(control) => (
          <Input
            {...control}
            value={draft.hotkey}
            maxLength={1}
            autoComplete="off"
            autoCapitalize="none"
            onChange={(event) => onChange({ ...draft, hotkey: event.target.value.toLowerCase() })}
          />
        )}
      </Field>
      <Field label={t("code")} hint={t("codeHint")} required error={errors.code && t("codeWrong")}>
        {(control) => (
          <Input
            {...control}
            value={draft.code}
            maxLength={2}
            autoComplete="off"
            onChange={(event) => onChange({ ...draft, code: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function LookFields({ draft, errors, onChange }: TagFieldsProps) {
  const t = useTranslations("scheme.edit");
  const scheme = useTranslations("scheme");
  return (
    <div className="grid items-end gap-4 sm:grid-cols-3">
      <Field label={t("colour")} error={errors.colour}>
        {(control) => (
          <Input
            {...control}
            type="color"
            value={draft.colour}
            className="px-1!"
            onChange={(event) => onChange({ ...draft, colour: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("pattern")}>
        {(control) => (
          <Select
            {...control}
            value={draft.pattern}
            onChange={(event) => {
              const pattern = linePatterns.find((one) => one === event.target.value);
              if (pattern) onChange({ ...draft, pattern });
            }}
          >
            {linePatterns.map((pattern) => (
              <option key={pattern} value={pattern}>
                {scheme(`patterns.${pattern}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p className="flex min-h-(--control) items-center text-lg">
        <TagSample tag={draft}>{scheme("sample")}</TagSample>
      </p>
    </div>
  );
}

/** What a tag is stays as it was made: annotations that cite it would otherwise change their meaning. */
function NatureFields({ draft, onChange }: TagFieldsProps) {
  const t = useTranslations("scheme.edit");
  const scheme = useTranslations("scheme");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("appliesTo")}>
        {(control) => (
          <Select
            {...control}
            value={draft.appliesTo}
            onChange={(event) =>
              onChange({ ...draft, appliesTo: event.target.value === "document" ? "document" : "span" })
            }
          >
            <option value="span">{t("toSpan")}</option>
            <option value="document">{t("toDocument")}</option>
          </Select>
        )}
      </Field>
      <Field label={t("entityKind")}>
        {(control) => (
          <Select
            {...control}
            value={draft.entityKind ?? ""}
            onChange={(event) => {
              const { entityKind: _, ...rest } = draft;
              const kind = entityKinds.find((one) => one === event.target.value);
              onChange(kind ? { ...rest, entityKind: kind } : rest);
            }}
          >
            <option value="">{t("noEntity")}</option>
            {entityKinds.map((kind) => (
              <option key={kind} value={kind}>
                {scheme(`entityKinds.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Checkbox
        className="sm:col-span-2"
        label={t("helper")}
        hint={t("helperHint")}
        checked={draft.isHelper}
        onChange={(event) => onChange({ ...draft, isHelper: event.target.checked })}
      />
    </div>
  );
}
