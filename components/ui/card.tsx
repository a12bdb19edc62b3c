import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type CardProps = {
  title?: ReactNode;
  description?: ReactNode;
  /** At the end of the heading line. */
  actions?: ReactNode;
  /** Below a rule: usually the form's buttons. */
  footer?: ReactNode;
  level?: 2 | 3;
  /** No inner margin: for a table that reaches the edges. */
  flush?: boolean;
  id?: string;
  className?: string;
  children?: ReactNode;
};

export function Card({
  title,
  description,
  actions,
  footer,
  level = 2,
  flush,
  id,
  className,
  children,
}: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      id={id}
      className={classNames("min-w-0 rounded-lg border border-line bg-surface shadow-card", className)}
    >
      {(title || actions) && (
        <header className="flex flex-wrap items-start justify-between gap-3 px-5 pt-4 pb-1">
          <div className="grid min-w-0 gap-0.5">
            <Heading className="font-serif text-lg font-semibold">{title}</Heading>
            {description && <p className="text-sm text-soft">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? "pt-3" : "px-5 py-4"}>{children}</div>
      {footer && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3">
          {footer}
        </footer>
      )}
    </section>
  );
}
