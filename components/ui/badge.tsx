import type { ReactNode } from "react";
import type { Tone } from "./callout";
import { classNames } from "./class-names";

const tones = {
  neutral: "border-edge/40 bg-sunken text-soft",
  accent: "border-accent/35 bg-accent-soft text-accent-ink",
  info: "border-info/35 bg-info-soft text-info",
  success: "border-success/35 bg-success-soft text-success",
  warning: "border-warning/35 bg-warning-soft text-warning",
  danger: "border-danger/35 bg-danger-soft text-danger",
} as const satisfies Record<Tone | "neutral" | "accent", string>;

export type BadgeProps = {
  tone?: keyof typeof tones;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
};

export function Badge({ tone = "neutral", icon, children, className }: BadgeProps) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 rounded-full border px-2 py-px text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
