import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Tone = "info" | "success" | "warning" | "danger";

const looks = {
  info: { box: "bg-info-soft border-info/35", ink: "text-info", Icon: Info },
  success: { box: "bg-success-soft border-success/35", ink: "text-success", Icon: CircleCheck },
  warning: { box: "bg-warning-soft border-warning/35", ink: "text-warning", Icon: TriangleAlert },
  danger: { box: "bg-danger-soft border-danger/35", ink: "text-danger", Icon: CircleAlert },
} as const satisfies Record<Tone, unknown>;

export type CalloutProps = {
  tone?: Tone;
  title?: ReactNode;
  /** Buttons or links with what to do about it. */
  actions?: ReactNode;
  children?: ReactNode;
  className?: string;
};

export function Callout({ tone = "info", title, actions, children, className }: CalloutProps) {
  const { box, ink, Icon } = looks[tone];
  return (
    <div className={classNames("flex gap-3 rounded-md border px-3.5 py-3 text-sm", box, className)}>
      <Icon aria-hidden className={classNames("mt-0.5 size-4.5 shrink-0", ink)} />
      <div className="grid min-w-0 gap-1">
        {title && <p className={classNames("font-semibold", ink)}>{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {actions && <div className="mt-1.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
