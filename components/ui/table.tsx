import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export type TableProps = {
  /** Names the table; shown only to readers unless `showCaption`. */
  caption: ReactNode;
  showCaption?: boolean;
  className?: string;
  children: ReactNode;
};

/** Scrolls sideways by itself on a narrow screen, so the page never does. */
export function Table({ caption, showCaption, className, children }: TableProps) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={typeof caption === "string" ? caption : undefined}
      // Relative: what is hidden in a cell for readers would else stick out of the page instead of scrolling.
      className={classNames("relative max-w-full overflow-x-auto", className)}
    >
      <table className="w-full border-collapse text-left text-sm">
        <caption className={showCaption ? "px-4 pb-2 text-left text-soft" : "sr-only"}>{caption}</caption>
        {children}
      </table>
    </section>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return <thead className="border-edge/50 border-b text-[0.8125rem] text-soft">{children}</thead>;
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody className="divide-y divide-line">{children}</tbody>;
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={classNames("group/row hover:[td]:bg-sunken/50", className)} />;
}

export function HeaderCell({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th scope={scope} {...rest} className={classNames("px-4 py-2.5 font-medium first:min-w-44", className)} />
  );
}

export function Cell({ numeric, className, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={classNames("px-4 py-2.5 align-middle", numeric && "text-right tabular-nums", className)}
    />
  );
}
