import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export type SwitchProps = Omit<ComponentProps<"input">, "type" | "role"> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** For a setting that takes effect at once; in a form that is sent, use a Checkbox. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  return (
    <label
      className={classNames(
        "flex min-h-6 justify-between gap-4",
        // Beside several lines it stands with the first; one line stands level with it.
        hint === undefined ? "items-center" : "items-start",
        className,
      )}
    >
      <span className="text-sm">
        {label}
        {hint !== undefined && <span className="block text-[0.8125rem] text-faint">{hint}</span>}
      </span>
      <span className={classNames("relative inline-flex shrink-0", hint !== undefined && "mt-0.5")}>
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox states its own checkedness.
          role="switch"
          {...rest}
          className="peer h-6 w-10 appearance-none rounded-full border border-edge bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-55"
        />
        <span
          aria-hidden
          data-fill
          className="pointer-events-none absolute top-1 left-1 size-4 rounded-full bg-soft transition-transform peer-checked:translate-x-4 peer-checked:bg-on-accent"
        />
      </span>
    </label>
  );
}
