import type { ReactNode } from "react";

export type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  /** Why it is empty, and the next step in words. */
  children?: ReactNode;
  /** The next step as a button or link. */
  actions?: ReactNode;
  level?: 2 | 3;
};

export function EmptyState({ icon, title, children, actions, level = 2 }: EmptyStateProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className="grid justify-items-center gap-3 rounded-lg border border-edge/50 border-dashed px-6 py-12 text-center">
      {icon && (
        <div
          aria-hidden
          className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent-ink [&_svg]:size-6"
        >
          {icon}
        </div>
      )}
      <Heading className="font-serif text-xl font-semibold text-balance">{title}</Heading>
      {children && <div className="max-w-prose text-soft text-pretty">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
