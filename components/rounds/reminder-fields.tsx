"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { OVERDUE_REMINDERS_MAX, REMIND_DAYS_MAX } from "@/lib/contracts/rounds";
import { Count } from "./count-field";

const DAYS_BEFORE = 2;

type ReminderFieldsProps = {
  readonly dueAt: string | null;
  readonly days: number | null;
  readonly onChange: (days: number | null) => void;
};

/** Whether people are reminded by the clock, and how long before. Only what is due can be reminded of. */
export function ReminderFields({ dueAt, days, onChange }: ReminderFieldsProps) {
  const t = useTranslations("rounds.form");
  const isOn = dueAt !== null && days !== null;
  return (
    <div className="grid gap-2">
      <Checkbox
        label={t("reminders")}
        hint={dueAt === null ? t("remindersNeedDue") : t("remindersHint", { count: OVERDUE_REMINDERS_MAX })}
        checked={isOn}
        disabled={dueAt === null}
        onChange={({ target }) => onChange(target.checked ? DAYS_BEFORE : null)}
      />
      {isOn && (
        <div className="max-w-64 pl-7">
          <Count
            label={t("remindDays")}
            value={days}
            min={0}
            max={REMIND_DAYS_MAX}
            onChange={(next) => onChange(next ?? DAYS_BEFORE)}
          />
        </div>
      )}
    </div>
  );
}
