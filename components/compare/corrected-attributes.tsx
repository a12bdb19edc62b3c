"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Attributes } from "@/lib/domain/annotation/annotation";
import type { Attribute } from "@/lib/domain/scheme/scheme";

type CorrectedAttributesProps = {
  readonly declared: readonly Attribute[];
  readonly attributes: Attributes;
  readonly onChange: (attributes: Attributes) => void;
};

/** The attributes that the tag has, as they will be. */
export function CorrectedAttributes({ declared, attributes, onChange }: CorrectedAttributesProps) {
  const shown = declared.filter(({ key, retired }) => !retired || attributes[key] !== undefined);
  const set = (key: string, value: string | boolean | null) => {
    const { [key]: _, ...others } = attributes;
    onChange(value === null || value === "" ? others : { ...others, [key]: value });
  };
  if (shown.length === 0) return null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {shown.map((attribute) => (
        <OneAttribute
          key={attribute.key}
          attribute={attribute}
          value={attributes[attribute.key]}
          onChange={(value) => set(attribute.key, value)}
        />
      ))}
    </div>
  );
}

type OneAttributeProps = {
  readonly attribute: Attribute;
  readonly value: string | boolean | undefined;
  readonly onChange: (value: string | boolean | null) => void;
};

function OneAttribute({ attribute, value, onChange }: OneAttributeProps) {
  const t = useTranslations("reader.panel");
  if (attribute.type === "boolean")
    return (
      <Checkbox
        label={attribute.title}
        checked={value === true}
        onChange={({ target }) => onChange(target.checked ? true : null)}
      />
    );
  return (
    <Field label={attribute.title}>
      {(control) =>
        attribute.type === "choice" ? (
          <Select
            {...control}
            value={typeof value === "string" ? value : ""}
            onChange={({ target }) => onChange(target.value || null)}
          >
            <option value="">{t("unset")}</option>
            {attribute.values.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            maxLength={2_000}
            value={typeof value === "string" ? value : ""}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}
