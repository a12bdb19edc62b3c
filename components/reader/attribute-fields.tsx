"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Mark } from "@/lib/client/block-views";
import type { Attribute } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";

/** One control for each attribute that the scheme gives the tag. */
export function AttributeFields({ mark, attributes }: { mark: Mark; attributes: readonly Attribute[] }) {
  const t = useTranslations("reader.panel");
  const shown = attributes.filter(
    (attribute) => !attribute.retired || mark.attributes[attribute.key] !== undefined,
  );
  if (shown.length === 0) return null;
  return (
    <fieldset className="grid grid-cols-2 items-start gap-x-3 gap-y-2">
      <legend className="sr-only">{t("attributes")}</legend>
      {shown.map((attribute) => (
        <AttributeField key={attribute.key} mark={mark} attribute={attribute} />
      ))}
    </fieldset>
  );
}

function AttributeField({ mark, attribute }: { mark: Mark; attribute: Attribute }) {
  const t = useTranslations("reader.panel");
  const { view } = useReader();
  const value = mark.attributes[attribute.key];
  if (attribute.type === "boolean")
    return (
      <div className="col-span-2">
        <Checkbox
          label={attribute.title}
          checked={value === true}
          onChange={(event) => view.setAttribute(attribute.key, event.target.checked || null)}
        />
      </div>
    );
  return (
    <Field label={attribute.title} {...(attribute.guideline ? { hint: attribute.guideline } : {})}>
      {(control) =>
        attribute.type === "choice" ? (
          <Select
            {...control}
            value={typeof value === "string" ? value : ""}
            onChange={(event) => view.setAttribute(attribute.key, event.target.value || null)}
          >
            <option value="">{t("unset")}</option>
            {attribute.values.map((choice) => (
              <option key={choice.key} value={choice.key} title={choice.guideline}>
                {choice.title}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            key={String(value)}
            defaultValue={typeof value === "string" ? value : ""}
            maxLength={2_000}
            onBlur={(event) => view.setAttribute(attribute.key, event.target.value || null)}
          />
        )
      }
    </Field>
  );
}
