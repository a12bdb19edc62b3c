"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useSignal } from "@/lib/client/signal";
import { decisionReasons } from "@/lib/domain/adjudication/decision";
import { useAdjudication } from "./adjudication-context";

/** Why: goes with the next decision. All of it may be left out. */
export function GroundsFields() {
  const t = useTranslations("adjudication.reason");
  const session = useAdjudication();
  const grounds = useSignal(session.grounds);
  const { rules } = session.work;
  const caseHint = useId();
  const give = (change: Partial<typeof grounds>) => session.grounds.set({ ...grounds, ...change });
  return (
    <fieldset className="grid grid-cols-2 gap-x-3 gap-y-2" data-reason>
      <legend className="sr-only">{t("title")}</legend>
      <Field label={t("reason")}>
        {(control) => (
          <Select
            {...control}
            value={grounds.reason}
            onChange={({ target }) =>
              give({ reason: decisionReasons.find((one) => one === target.value) ?? "" })
            }
          >
            <option value="">{t("none")}</option>
            {decisionReasons.map((one) => (
              <option key={one} value={one}>
                {t(`reasons.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("rule")}>
        {(control) => (
          <Select
            {...control}
            value={grounds.ruleId}
            disabled={rules.length === 0}
            onChange={({ target }) => give({ ruleId: target.value })}
          >
            <option value="">{t("noRule")}</option>
            {rules.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {grounds.ruleId && (
        <p id={caseHint} className="col-span-2 text-[0.8125rem] text-ink">
          {t("caseHint")}
        </p>
      )}
      <Field
        label={
          <span className="flex flex-wrap items-baseline justify-between gap-x-2">
            {t("text")} <span className="font-normal text-faint text-xs">{t("textHint")}</span>
          </span>
        }
        className="col-span-2"
      >
        {(control) => (
          <Input
            {...control}
            {...(grounds.ruleId ? { "aria-describedby": caseHint } : {})}
            value={grounds.text}
            maxLength={2_000}
            onChange={({ target }) => give({ text: target.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}
