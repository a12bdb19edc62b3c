"use client";

import { useTranslations } from "next-intl";
import type { Attributes } from "@/lib/domain/annotation/annotation";
import type { Attribute } from "@/lib/domain/scheme/scheme";
import { AttributeField } from "./attribute-field";

type AttributeFieldsProps = {
  /** Those that the scheme gives the tag. */
  readonly declared: readonly Attribute[];
  readonly values: Attributes;
  readonly onChange: (key: string, value: string | boolean | null) => void;
  readonly saves?: "typing" | "leaving";
};

/** One control for each attribute of a tag; what is retired only where it says something. */
export function AttributeFields({ declared, values, onChange, saves }: AttributeFieldsProps) {
  const t = useTranslations("reader.panel");
  const shown = declared.filter(({ key, retired }) => !retired || values[key] !== undefined);
  if (shown.length === 0) return null;
  return (
    <fieldset className="grid grid-cols-2 items-start gap-x-3 gap-y-2">
      <legend className="sr-only">{t("attributes")}</legend>
      {shown.map((attribute) => (
        <AttributeField
          key={attribute.key}
          attribute={attribute}
          value={values[attribute.key]}
          onChange={(value) => onChange(attribute.key, value)}
          {...(saves ? { saves } : {})}
        />
      ))}
    </fieldset>
  );
}
