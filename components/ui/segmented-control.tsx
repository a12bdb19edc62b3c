"use client";

import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { radioTabIndex } from "./radio-group";

export type SegmentedControlProps<Value extends string> = {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode; title?: string }[];
  size?: "sm" | "md";
};

/** One of two to five, all in sight. Radio buttons underneath: arrow keys work. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, onValueChange, options, size = "md" } = props;
  const name = useId();
  return (
    <fieldset className="inline-flex max-w-full flex-wrap rounded-md border border-edge/60 bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.title}
          className={classNames(
            "inline-flex items-center justify-center gap-1.5 rounded-[0.375rem] px-2.5 text-[0.8125rem] font-medium whitespace-nowrap text-soft hover:text-ink",
            "has-checked:bg-raised has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-brass",
            size === "sm" ? "min-h-6" : "min-h-7.5",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            tabIndex={radioTabIndex(
              option.value === value,
              options.some((one) => one.value === value),
            )}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            className="sr-only"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
