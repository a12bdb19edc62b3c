"use client";

import { type ReactNode, useId, useState } from "react";

export type RadioOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
};

export type RadioGroupProps<Value extends string> = {
  legend: ReactNode;
  /** Where sent with a form, the field's name. */
  name?: string;
  options: readonly RadioOption<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
};

/** One stop of Tab, at the checked one: what moves or keeps the focus by itself then stops there too. */
export const radioTabIndex = (isChecked: boolean, hasChecked: boolean): 0 | -1 =>
  isChecked || !hasChecked ? 0 : -1;

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const ownName = useId();
  const { legend, name = ownName, options, value, defaultValue, onValueChange } = props;
  const [picked, setPicked] = useState(defaultValue);
  const checked = value ?? picked;
  const hasChecked = options.some((option) => option.value === checked && !option.disabled);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex items-start gap-2.5 rounded-md border border-line bg-raised px-3 py-2 hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-60"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            disabled={option.disabled}
            className="mt-0.5 size-4.5 shrink-0 accent-accent"
            tabIndex={radioTabIndex(option.value === checked, hasChecked)}
            checked={option.value === checked}
            onChange={() => {
              setPicked(option.value);
              onValueChange?.(option.value);
            }}
          />
          <span className="text-sm">
            {option.label}
            {option.hint !== undefined && (
              <span className="block text-[0.8125rem] text-soft">{option.hint}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
