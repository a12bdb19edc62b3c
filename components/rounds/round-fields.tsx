"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { CLAIM_HOURS_MAX, COPIES_MAX, type NewRound, ROUND_DOCUMENTS_MAX } from "@/lib/contracts/rounds";
import { roundModes } from "@/lib/domain/workflow/round-state";
import { Count } from "./count-field";
import { DueField } from "./due-field";
import { ReminderFields } from "./reminder-fields";

type RoundFieldsProps = {
  readonly input: NewRound;
  readonly onChange: (part: Partial<NewRound>) => void;
};

/** Name, mode, how many annotators, limits and blindness. */
export function RoundFields({ input, onChange }: RoundFieldsProps) {
  const t = useTranslations("rounds.form");
  return (
    <div className="grid gap-4">
      <Field label={t("name")} hint={t("nameHint")} required>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={input.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <RadioGroup
        legend={t("mode")}
        value={input.mode}
        onValueChange={(mode) => onChange({ mode })}
        options={roundModes.map((mode) => ({
          value: mode,
          label: t(`modes.${mode}.name`),
          hint: t(`modes.${mode}.hint`),
        }))}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Count
          label={t("copies")}
          value={input.copies}
          max={COPIES_MAX}
          onChange={(copies) => onChange({ copies: copies ?? 1 })}
        />
        <Count
          label={t("share")}
          hint={t("shareHint")}
          value={Math.round(input.sharedPortion * 100)}
          min={0}
          max={100}
          onChange={(percent) => onChange({ sharedPortion: (percent ?? 100) / 100 })}
        />
        <Count
          label={t("cap")}
          isOptional
          value={input.cap}
          max={ROUND_DOCUMENTS_MAX}
          onChange={(cap) => onChange({ cap })}
        />
        <DueField dueAt={input.dueAt} onChange={(dueAt) => onChange({ dueAt })} />
        {input.mode === "claimed" && (
          <Count
            label={t("claimHours")}
            value={input.claimHours}
            max={CLAIM_HOURS_MAX}
            onChange={(hours) => onChange({ claimHours: hours ?? 48 })}
          />
        )}
      </div>
      <ReminderFields
        dueAt={input.dueAt}
        days={input.remindDays}
        onChange={(remindDays) => onChange({ remindDays })}
      />
      <Checkbox
        label={t("blind")}
        hint={t("blindHint")}
        checked={input.isBlind}
        onChange={(event) => onChange({ isBlind: event.target.checked })}
      />
    </div>
  );
}
