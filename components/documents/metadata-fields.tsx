"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Field, type FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { MetadataDraft, MetadataField } from "@/lib/client/document-edits";
import { genres, splits } from "@/lib/domain/document/document";

export type MetadataFieldsProps = {
  readonly draft: MetadataDraft;
  /** The fields that do not fit, known after an attempt to save. */
  readonly wrong: readonly MetadataField[];
  readonly onChange: (field: MetadataField, value: string) => void;
};

/** Fields of which a value is plain text on one line, with what each is at most and how it is read. */
const lines = {
  outlet: { maxLength: 200, dir: "auto" },
  byline: { maxLength: 500, dir: "auto" },
  publisherCountry: { maxLength: 3, autoCapitalize: "characters", placeholder: "DEU" },
  credit: { maxLength: 200, dir: "auto" },
  publishedAt: { maxLength: 40, placeholder: "2025-02-12" },
  language: { maxLength: 35, placeholder: "en", autoCapitalize: "none" },
  url: { maxLength: 2_000, type: "url", inputMode: "url", placeholder: "https://" },
} as const satisfies Partial<Record<MetadataField, Partial<ComponentProps<"input">>>>;

const hinted = ["publisherCountry", "credit", "publishedAt", "language"] as const;

export function TitleField({ draft, wrong, onChange, hint }: MetadataFieldsProps & { hint?: string }) {
  const t = useTranslations("documents.metadata");
  return (
    <Field
      label={t("title")}
      required
      hint={hint}
      error={wrong.includes("title") ? t("errors.title") : undefined}
    >
      {(control) => (
        <Textarea
          {...control}
          name="title"
          dir="auto"
          rows={1}
          maxLength={500}
          className="min-h-0!"
          value={draft.title}
          onChange={(event) => onChange("title", event.target.value.replace(/[\r\n]+/g, " "))}
        />
      )}
    </Field>
  );
}

/** Every field of a document's metadata but its title. */
export function MetadataFields(props: MetadataFieldsProps) {
  const t = useTranslations("documents.metadata");
  const words = useTranslations("documents");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {/* Object.keys is typed as string[]; the literal above has no other keys. */}
      {(Object.keys(lines) as (keyof typeof lines)[]).map((field) => (
        <Labelled key={field} field={field} {...props} className={field === "url" ? "sm:col-span-2" : ""}>
          {(control) => (
            <Input
              {...control}
              {...lines[field]}
              name={field}
              autoComplete="off"
              value={props.draft[field]}
              onChange={(event) => props.onChange(field, event.target.value)}
            />
          )}
        </Labelled>
      ))}
      <Labelled field="genre" {...props}>
        {(control) => (
          <Select
            {...control}
            name="genre"
            value={props.draft.genre}
            onChange={(event) => props.onChange("genre", event.target.value)}
          >
            <option value="">{t("genreNone")}</option>
            {genres.map((genre) => (
              <option key={genre} value={genre}>
                {words(`genres.${genre}`)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled field="split" hint={t("splitHint")} {...props}>
        {(control) => (
          <Select
            {...control}
            name="split"
            value={props.draft.split}
            onChange={(event) => props.onChange("split", event.target.value)}
          >
            {splits.map((split) => (
              <option key={split} value={split}>
                {words(`splits.${split}`)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled field="licenceNote" {...props} className="sm:col-span-2">
        {(control) => (
          <Textarea
            {...control}
            name="licenceNote"
            dir="auto"
            rows={2}
            maxLength={2_000}
            className="min-h-0!"
            value={props.draft.licenceNote}
            onChange={(event) => props.onChange("licenceNote", event.target.value)}
          />
        )}
      </Labelled>
    </div>
  );
}

type LabelledProps = Pick<MetadataFieldsProps, "wrong"> & {
  readonly field: Exclude<MetadataField, "title">;
  readonly hint?: string;
  readonly className?: string;
  readonly children: (control: FieldControl) => ReactNode;
};

function Labelled({ field, wrong, hint, className, children }: LabelledProps) {
  const t = useTranslations("documents.metadata");
  const withHint = hinted.find((candidate) => candidate === field);
  return (
    <Field
      label={t(field)}
      hint={withHint ? t(`${withHint}Hint`) : hint}
      error={wrong.includes(field) ? t(`errors.${field}`) : undefined}
      className={classNames("content-start", className)}
    >
      {children}
    </Field>
  );
}
