"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { FormError } from "@/components/ui/form-error";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { addressOf } from "@/lib/client/api";
import { fetchText } from "@/lib/client/fetch-document";
import { useRequest } from "@/lib/client/use-request";
import { readText } from "@/lib/contracts/documents";
import type { RevisionSummary } from "@/lib/contracts/revisions";
import { TextChangesView } from "./text-changes-view";

/** Two revisions of a text by their ids. */
export type Compared = { readonly before: string; readonly after: string };

type CompareRevisionsProps = {
  readonly projectId: string;
  readonly revisions: readonly RevisionSummary[];
  readonly compared: Compared;
  readonly onChange: (compared: Compared) => void;
};

/** What differs between any two revisions. */
export function CompareRevisions({ projectId, revisions, compared, onChange }: CompareRevisionsProps) {
  const t = useTranslations("revisions.history");
  const { texts, error } = useTexts(projectId, compared);
  const [before, after] = [texts.get(compared.before), texts.get(compared.after)];
  const options = revisions.map(({ id }, at) => (
    <option key={id} value={id}>
      {t("number", { number: revisions.length - at })}
    </option>
  ));
  const labels = { before: useId(), after: useId() };
  return (
    <section aria-label={t("compare")} className="grid gap-2">
      <div className="flex flex-wrap gap-3">
        {(["before", "after"] as const).map((side) => (
          <p key={side} className="grid min-w-36 flex-1 gap-1 text-sm">
            <label htmlFor={labels[side]} className="text-soft">
              {t(side)}
            </label>
            <Select
              id={labels[side]}
              value={compared[side]}
              onChange={({ target }) => onChange({ ...compared, [side]: target.value })}
            >
              {options}
            </Select>
          </p>
        ))}
      </div>
      {error && <FormError>{error.message}</FormError>}
      {before !== undefined && after !== undefined ? (
        <TextChangesView before={before} after={after} />
      ) : (
        !error && <Skeleton className="h-32 w-full" />
      )}
    </section>
  );
}

/** The texts of revisions that have been looked at; a text never changes, so each is read once. */
function useTexts(projectId: string, compared: Compared) {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const { run, error } = useRequest();
  const { before, after } = compared;

  // biome-ignore lint/correctness/useExhaustiveDependencies: read for those that are chosen
  useEffect(() => {
    const wanted = [...new Set([before, after])].filter((id) => !texts.has(id));
    const read = async (document: string) =>
      [document, await fetchText(addressOf(readText, { params: { project: projectId, document } }))] as const;
    if (wanted.length > 0)
      void run(
        () => Promise.all(wanted.map(read)),
        (found) => setTexts((known) => new Map([...known, ...found])),
      );
  }, [before, after]);

  return { texts, error };
}
