"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Attribute } from "@/lib/domain/scheme/scheme";
import { blankAttribute, blankValue, isNew } from "./tag-draft";
import type { TagErrors } from "./tag-fields";

const types = ["choice", "boolean", "text"] as const satisfies readonly Attribute["type"][];
type Choice = Extract<Attribute, { type: "choice" }>;

type AttributeFieldsProps = {
  attributes: readonly Attribute[];
  errors: TagErrors["fields"];
  onChange: (attributes: readonly Attribute[]) => void;
};

/** What annotators can say about a passage with this tag. Saved ones are renamed or retired, never removed. */
export function AttributeFields({ attributes, errors, onChange }: AttributeFieldsProps) {
  const t = useTranslations("scheme.edit");
  return (
    <section className="grid gap-3">
      <h3 className="font-serif text-lg font-semibold">{t("attributes")}</h3>
      {attributes.map((attribute, at) => (
        <AttributeEditor
          key={attribute.key}
          attribute={attribute}
          titleError={errors[`attributes.${at}.title`] && t("nameWrong")}
          valuesError={
            Object.keys(errors).some((field) => field.startsWith(`attributes.${at}.values`)) &&
            t("valuesWrong")
          }
          onChange={(next) => onChange(attributes.map((one) => (one.key === attribute.key ? next : one)))}
          onRemove={() => onChange(attributes.filter((one) => one.key !== attribute.key))}
        />
      ))}
      <Button
        size="sm"
        className="justify-self-start"
        icon={<Plus aria-hidden className="size-4" />}
        onClick={() => onChange([...attributes, blankAttribute("choice")])}
      >
        {t("addAttribute")}
      </Button>
    </section>
  );
}

type AttributeEditorProps = {
  attribute: Attribute;
  titleError: string | undefined;
  valuesError: string | false;
  onChange: (attribute: Attribute) => void;
  onRemove: () => void;
};

function AttributeEditor({ attribute, titleError, valuesError, onChange, onRemove }: AttributeEditorProps) {
  const t = useTranslations("scheme.edit");
  const scheme = useTranslations("scheme");
  const isFresh = isNew(attribute.key);

  function retype(value: string): void {
    const type = types.find((one) => one === value);
    if (type) onChange({ ...blankAttribute(type), key: attribute.key, title: attribute.title });
  }

  return (
    <fieldset className="grid gap-3 rounded-md border border-line bg-raised p-3.5">
      <legend className="sr-only">{attribute.title || t("newAttribute")}</legend>
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_12rem]">
        <Field label={t("attributeName")} required error={titleError}>
          {(control) => (
            <Input
              {...control}
              value={attribute.title}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => onChange({ ...attribute, title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("attributeType")}>
          {(control) => (
            <Select
              {...control}
              value={attribute.type}
              disabled={!isFresh}
              onChange={(event) => retype(event.target.value)}
            >
              {types.map((type) => (
                <option key={type} value={type}>
                  {scheme(`attributeTypes.${type}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {attribute.type === "choice" && (
        <ValueFields attribute={attribute} error={valuesError} onChange={onChange} />
      )}
      {isFresh ? (
        <Button size="sm" variant="ghost" className="justify-self-start" onClick={onRemove}>
          {t("dropAttribute")}
        </Button>
      ) : (
        <Checkbox
          label={t("retired")}
          hint={t("retiredHint")}
          checked={attribute.retired ?? false}
          onChange={(event) => {
            const { retired: _, ...rest } = attribute;
            onChange(event.target.checked ? { ...rest, retired: true } : rest);
          }}
        />
      )}
    </fieldset>
  );
}

type ValueFieldsProps = { attribute: Choice; error: string | false; onChange: (attribute: Choice) => void };

function ValueFields({ attribute, error, onChange }: ValueFieldsProps) {
  const t = useTranslations("scheme.edit");
  const { values } = attribute;
  return (
    <div className="grid gap-2">
      <p className="text-sm font-medium">{t("values")}</p>
      <ul className="grid gap-2 sm:grid-cols-2">
        {values.map((value, at) => (
          <li key={value.key} className="flex items-center gap-1">
            <Input
              aria-label={t("value", { number: at + 1 })}
              value={value.title}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => {
                const title = event.target.value;
                onChange({
                  ...attribute,
                  values: values.map((one) => (one.key === value.key ? { ...one, title } : one)),
                });
              }}
            />
            {isNew(value.key) && (
              <IconButton
                label={t("dropValue", { number: at + 1 })}
                icon={<X aria-hidden className="size-4" />}
                onClick={() =>
                  onChange({ ...attribute, values: values.filter((one) => one.key !== value.key) })
                }
              />
            )}
          </li>
        ))}
      </ul>
      {error && (
        <p role="alert" className="text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
      <Button
        size="sm"
        variant="ghost"
        className="justify-self-start"
        icon={<Plus aria-hidden className="size-4" />}
        onClick={() => onChange({ ...attribute, values: [...values, blankValue()] })}
      >
        {t("addValue")}
      </Button>
    </div>
  );
}
