"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Optional } from "./count-field";

type DueFieldProps = {
  /** The end of the day by which a round is to be done, in UTC. */
  readonly dueAt: string | null;
  readonly onChange: (dueAt: string | null) => void;
};

/** By when a round is to be done; a day that has passed is taken, but not without a word. */
export function DueField({ dueAt, onChange }: DueFieldProps) {
  const t = useTranslations("rounds.form");
  const isPast = dueAt !== null && Date.parse(dueAt) < Date.now();
  return (
    <Field
      label={<Optional label={t("due")} />}
      hint={isPast && <span className="text-warning">{t("duePast")}</span>}
    >
      {(control) => (
        <Input
          {...control}
          type="date"
          min="2000-01-01"
          max="2999-12-31"
          value={dueAt?.slice(0, 10) ?? ""}
          onChange={({ target }) => onChange(target.value === "" ? null : `${target.value}T23:59:59.000Z`)}
        />
      )}
    </Field>
  );
}
