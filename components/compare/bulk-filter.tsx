"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { BulkReview } from "@/lib/client/bulk-review";
import { useSignal } from "@/lib/client/signal";
import { choicesOf, filterOfChoice } from "@/lib/client/tag-choice";
import type { ReviewFilter } from "@/lib/contracts/reviews";
import { differenceKinds } from "@/lib/domain/adjudication/item";
import { useCompare } from "./compare-context";
import { TagOptions } from "./tag-options";

/** Which annotations get the verdict. */
export function BulkFilter({ bulk }: { bulk: BulkReview }) {
  const t = useTranslations("compare.bulk");
  const words = useTranslations("compare");
  const view = useCompare();
  const { filter } = useSignal(bulk.state);
  const { documentId } = view.session.place;
  const { scheme } = view.session.store;
  const teammates = view.start.sets.filter((set) => !set.isMine);
  const narrow = (change: Partial<ReviewFilter>) => void bulk.narrow(change);

  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="sr-only">{t("which")}</legend>
      <Field label={words("tag")}>
        {(control) => (
          <Select
            {...control}
            value={choicesOf(filter)[0] ?? ""}
            onChange={({ target }) => narrow(filterOfChoice(target.value))}
          >
            <TagOptions scheme={scheme} />
          </Select>
        )}
      </Field>
      <Field label={words("person")}>
        {(control) => (
          <Select
            {...control}
            value={filter.sets?.[0] ?? ""}
            onChange={({ target }) => narrow({ sets: target.value ? [target.value] : undefined })}
          >
            <option value="">{words("everybody")}</option>
            {teammates.map((set) => (
              <option key={set.id} value={set.id}>
                {set.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("difference")}>
        {(control) => (
          <Select
            {...control}
            value={filter.differences?.[0] ?? ""}
            onChange={({ target }) => {
              const chosen = (["none", ...differenceKinds] as const).find((kind) => kind === target.value);
              narrow({ differences: chosen ? [chosen] : undefined });
            }}
          >
            <option value="">{t("whatever")}</option>
            <option value="none">{t("agreed")}</option>
            {differenceKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words(`differenceKinds.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("where")}>
        {(control) => (
          <Select
            {...control}
            value={filter.documents ? "here" : "all"}
            onChange={({ target }) =>
              narrow(
                target.value === "here"
                  ? { documents: [documentId], compared: [...view.chosen.value] }
                  : { documents: undefined, compared: undefined },
              )
            }
          >
            <option value="here">{t("here")}</option>
            <option value="all">{t("allDocuments")}</option>
          </Select>
        )}
      </Field>
      <Checkbox
        label={t("unreviewed")}
        checked={filter.unreviewed}
        onChange={({ target }) => narrow({ unreviewed: target.checked })}
      />
    </fieldset>
  );
}
