"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Attribute } from "@/lib/domain/scheme/scheme";

const TEXT_MAX = 2_000;

type AttributeFieldProps = {
  readonly attribute: Attribute;
  readonly value: string | boolean | undefined;
  /** Null where it says nothing any more. */
  readonly onChange: (value: string | boolean | null) => void;
  /** When text counts: as it is typed, or when the field is left, where each change is an edit of its own. */
  readonly saves?: "typing" | "leaving";
};

/** The control for one attribute, by its type. */
export function AttributeField({ attribute, value, onChange, saves = "typing" }: AttributeFieldProps) {
  const t = useTranslations("reader.panel");
  if (attribute.type === "boolean")
    return (
      <div className="col-span-full">
        <Checkbox
          label={attribute.title}
          checked={value === true}
          onChange={({ target }) => onChange(target.checked || null)}
        />
      </div>
    );
  const words = typeof value === "string" ? value : "";
  return (
    <Field label={attribute.title} {...(attribute.guideline ? { hint: attribute.guideline } : {})}>
      {(control) =>
        attribute.type === "choice" ? (
          <Select {...control} value={words} onChange={({ target }) => onChange(target.value || null)}>
            <option value="">{t("unset")}</option>
            {attribute.values.map(({ key, title, guideline }) => (
              <option key={key} value={key} title={guideline}>
                {title}
              </option>
            ))}
          </Select>
        ) : saves === "typing" ? (
          <Input
            {...control}
            value={words}
            maxLength={TEXT_MAX}
            onChange={({ target }) => onChange(target.value || null)}
          />
        ) : (
          <Input
            {...control}
            key={words}
            defaultValue={words}
            maxLength={TEXT_MAX}
            onBlur={({ target }) => onChange(target.value || null)}
          />
        )
      }
    </Field>
  );
}
