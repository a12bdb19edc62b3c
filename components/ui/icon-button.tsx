import type { ComponentProps, ReactNode } from "react";
import { type ButtonVariant, buttonLook } from "./button-look";
import { classNames } from "./class-names";
import { Spinner } from "./spinner";
import { Tooltip, type TooltipProps } from "./tooltip";

export type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  /** Its name: read aloud and shown as the tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: "sm" | "md";
  keys?: readonly string[] | undefined;
  side?: TooltipProps["side"];
  busy?: boolean | undefined;
  /** False where the symbol needs no words and a tooltip would be in the way, as for closing. */
  tooltip?: boolean;
};

export function IconButton({
  label,
  icon,
  variant = "ghost",
  size = "md",
  keys,
  side = "bottom",
  busy = false,
  tooltip = true,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const square = size === "sm" ? "size-(--control-small)" : "size-(--control)";
  const button = (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      className={buttonLook(variant, size, classNames("px-0!", square, className))}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <Spinner /> : icon}
    </button>
  );
  if (!tooltip) return button;
  return (
    <Tooltip text={label} keys={keys} side={side}>
      {button}
    </Tooltip>
  );
}
