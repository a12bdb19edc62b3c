import type { ReactNode } from "react";

export type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Beside the title: a badge. */
  note?: ReactNode;
  actions?: ReactNode;
};

/** The page's one `h1`. */
export function PageHeader({ title, description, note, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="font-serif text-[1.75rem] leading-tight font-semibold tracking-[-0.01em] text-balance">
            {title}
          </h1>
          {note}
        </div>
        {description && <p className="max-w-prose text-soft text-pretty">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
