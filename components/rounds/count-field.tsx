"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A label that says that its field may stay empty. */
export function Optional({ label }: { label: string }) {
  const t = useTranslations("common");
  return (
    <>
      {label} <span className="font-normal text-faint">({t("optional")})</span>
    </>
  );
}

type CountProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: number | null;
  readonly min?: number;
  readonly max: number;
  readonly isOptional?: boolean;
  readonly onChange: (value: number | null) => void;
};

/** A whole number. What is typed on the way to one is the field's own and told to nobody. */
export function Count({ label, hint, value, min = 1, max, isOptional = false, onChange }: CountProps) {
  return (
    <Field label={isOptional ? <Optional label={label} /> : label} hint={hint} required={!isOptional}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          step={1}
          defaultValue={value ?? ""}
          onChange={({ target }) => {
            if (target.value === "" ? isOptional : target.validity.valid)
              onChange(target.value === "" ? null : target.valueAsNumber);
          }}
        />
      )}
    </Field>
  );
}
