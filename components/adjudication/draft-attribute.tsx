"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ItemDraft } from "@/lib/client/adjudication-draft";
import type { Attribute } from "@/lib/domain/scheme/scheme";

type DraftAttributeProps = {
  readonly attribute: Attribute;
  readonly draft: ItemDraft;
  readonly change: (next: Partial<ItemDraft>) => void;
};

/** One attribute of what is being worded. */
export function DraftAttribute({ attribute, draft, change }: DraftAttributeProps) {
  const t = useTranslations("adjudication.draft");
  const value = draft.attributes[attribute.key];
  const set = (next: string | boolean) => {
    const { [attribute.key]: _, ...others } = draft.attributes;
    change({ attributes: next ? { ...others, [attribute.key]: next } : others });
  };
  if (attribute.type === "boolean")
    return (
      <Checkbox
        label={attribute.title}
        checked={value === true}
        onChange={({ target }) => set(target.checked)}
      />
    );
  return (
    <Field label={attribute.title}>
      {(control) =>
        attribute.type === "choice" ? (
          <Select
            {...control}
            value={typeof value === "string" ? value : ""}
            onChange={({ target }) => set(target.value)}
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
            value={typeof value === "string" ? value : ""}
            onChange={({ target }) => set(target.value)}
          />
        )
      }
    </Field>
  );
}
