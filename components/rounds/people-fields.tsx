"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import type { ProjectRole } from "@/lib/policy/policy";

type PeopleFieldsProps = {
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: ProjectRole }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
};

/** Who codes. */
export function PeopleFields({ people, chosen, onChange }: PeopleFieldsProps) {
  const t = useTranslations("rounds.form");
  const roles = useTranslations("people.roles");
  if (people.length === 0) return <p className="text-sm text-soft">{t("nobody")}</p>;
  return (
    <fieldset className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
      <legend className="sr-only">{t("who")}</legend>
      {people.map(({ id, name, role }) => (
        <Checkbox
          key={id}
          label={<span className="wrap-anywhere">{name}</span>}
          hint={roles(`${role}.name`)}
          checked={chosen.includes(id)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
          }
        />
      ))}
    </fieldset>
  );
}
