import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

export type ProgressProps = {
  label: ReactNode;
  /** Steps done of `max`; `null` while the total is unknown. */
  value: number | null;
  max?: number;
  /** Beside the label: "12 of 80 files". */
  detail?: ReactNode;
  hideLabel?: boolean;
  className?: string;
};

export function Progress({ label, value, max = 1, detail, hideLabel, className }: ProgressProps) {
  const id = useId();
  return (
    <div className={classNames("grid gap-1.5", className)}>
      <div className={hideLabel ? "sr-only" : "flex flex-wrap justify-between gap-x-4 text-sm"}>
        <span id={id} className="font-medium">
          {label}
        </span>
        {detail !== undefined && <span className="text-soft tabular-nums">{detail}</span>}
      </div>
      <progress
        aria-labelledby={id}
        max={max}
        {...(value === null ? {} : { value })}
        className={classNames(
          "h-2.5 w-full appearance-none overflow-hidden rounded-full border border-edge/60 bg-sunken",
          "[&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent",
          value === null
            ? "animate-breathe [&::-webkit-progress-bar]:bg-accent/55"
            : "[&::-webkit-progress-bar]:bg-transparent",
        )}
      />
    </div>
  );
}
