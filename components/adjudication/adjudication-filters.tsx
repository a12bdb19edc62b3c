"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type AdjudicationFilter, adjudicationFilterQuery } from "@/lib/client/adjudication-filter";
import { adjudicationSorts } from "@/lib/contracts/adjudication";

export type AdjudicationFiltersProps = {
  readonly projectId: string;
  readonly filter: AdjudicationFilter;
  readonly rounds: readonly { readonly id: string; readonly name: string }[];
};

/** Which documents are listed and in which order; both are kept in the page's address. */
export function AdjudicationFilters({ projectId, filter, rounds }: AdjudicationFiltersProps) {
  const t = useTranslations("adjudication.listed");
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const go = (next: AdjudicationFilter) =>
    start(() =>
      router.replace(`/projects/${projectId}/adjudication${adjudicationFilterQuery(next)}`, {
        scroll: false,
      }),
    );
  const { round, state, ...rest } = filter;
  return (
    <div className="mb-4 grid gap-x-4 gap-y-2 sm:grid-cols-3" aria-busy={isBusy}>
      {rounds.length > 0 && (
        <Field label={t("round")}>
          {(control) => (
            <Select
              {...control}
              value={round ?? ""}
              onChange={({ target: { value } }) =>
                go({ ...rest, ...(state ? { state } : {}), ...(value ? { round: value } : {}) })
              }
            >
              <option value="">{t("anyRound")}</option>
              {rounds.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field label={t("state")}>
        {(control) => (
          <Select
            {...control}
            value={state ?? ""}
            onChange={({ target: { value } }) =>
              go({
                ...rest,
                ...(round ? { round } : {}),
                ...(value === "unfinished" || value === "finished" ? { state: value } : {}),
              })
            }
          >
            <option value="">{t("states.all")}</option>
            <option value="unfinished">{t("states.unfinished")}</option>
            <option value="finished">{t("states.finished")}</option>
          </Select>
        )}
      </Field>
      <Field label={t("sort")}>
        {(control) => (
          <Select
            {...control}
            value={filter.sort}
            onChange={({ target: { value } }) =>
              go({ ...filter, sort: adjudicationSorts.find((one) => one === value) ?? "oldest" })
            }
          >
            {adjudicationSorts.map((one) => (
              <option key={one} value={one}>
                {t(`sorts.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
