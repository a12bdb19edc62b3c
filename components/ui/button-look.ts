import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "link";
export type ButtonSize = "sm" | "md" | "lg";

const variants = {
  primary: "bg-accent text-on-accent border-transparent shadow-card not-disabled:hover:bg-accent-strong",
  secondary:
    "bg-raised text-ink border-edge/70 shadow-card not-disabled:hover:border-soft not-disabled:hover:bg-surface",
  ghost:
    "bg-transparent text-soft border-transparent not-disabled:hover:bg-sunken not-disabled:hover:text-ink",
  danger: "bg-danger text-on-danger border-transparent shadow-card not-disabled:hover:bg-danger-strong",
  link: "bg-transparent text-accent-ink border-transparent underline underline-offset-4 decoration-1 not-disabled:hover:decoration-2",
} as const satisfies Record<ButtonVariant, string>;

const sizes = {
  sm: "min-h-(--control-small) gap-1.5 px-2.5 py-0.5 text-[0.8125rem]",
  md: "min-h-(--control) gap-2 px-3.5 py-1 text-sm",
  lg: "min-h-11 gap-2 px-5 py-1.5 text-base",
} as const satisfies Record<ButtonSize, string>;

/** What a button and a link that looks like one share. */
export function buttonLook(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center rounded-md border text-center font-medium transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-progress",
    variants[variant],
    sizes[size],
    variant === "link" && "px-0.5",
    className,
  );
}
