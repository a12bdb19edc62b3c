import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
};

export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label className={classNames("flex min-h-6 items-start gap-2.5", className)}>
      <input type="checkbox" {...rest} className="mt-0.5 size-4.5 shrink-0 accent-accent" />
      <span className="text-sm">
        {label}
        {hint !== undefined && <span className="block text-[0.8125rem] text-faint">{hint}</span>}
      </span>
    </label>
  );
}
