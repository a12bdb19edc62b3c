"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { changeNouns } from "@/lib/contracts/entities";
import type { Person } from "./activity-log";

type Noun = (typeof changeNouns)[number];
export type Filter = { readonly principal?: string; readonly noun?: Noun };

/** What people look for, of all that is logged. */
const shownNouns = [
  "document",
  "displacement",
  "round",
  "annotation",
  "assignment",
  "thread",
  "comment",
  "review",
  "decision",
  "entity",
  "scheme",
  "guideline",
  "case",
  "member",
  "invitation",
  "project",
] as const satisfies readonly Noun[];

/** The choice is in the address, so it can be kept and sent. */
export function ActivityFilter({ people, filter }: { people: readonly Person[]; filter: Filter }) {
  const t = useTranslations("activity");
  const router = useRouter();
  const path = usePathname();

  function choose(name: "who" | "what", value: string): void {
    const next = new URLSearchParams();
    const chosen = { who: filter.principal ?? "", what: filter.noun ?? "", [name]: value };
    if (chosen.who) next.set("who", chosen.who);
    if (chosen.what) next.set("what", chosen.what);
    router.replace(next.size > 0 ? `${path}?${next}` : path, { scroll: false });
  }

  return (
    <div className="mb-6 grid gap-3 sm:grid-cols-[14rem_14rem]">
      <Field label={t("who")}>
        {(control) => (
          <Select
            {...control}
            value={filter.principal ?? ""}
            onChange={(event) => choose("who", event.target.value)}
          >
            <option value="">{t("everybody")}</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("what")}>
        {(control) => (
          <Select
            {...control}
            value={filter.noun ?? ""}
            onChange={(event) => choose("what", event.target.value)}
          >
            <option value="">{t("everything")}</option>
            {shownNouns.map((noun) => (
              <option key={noun} value={noun}>
                {t(`nouns.${noun}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
