import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** The browser's own list: it works with every keyboard, phone and reader. Children are `<option>`s. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={classNames("relative inline-grid w-full items-center", className)}>
      <select {...rest} className="control w-full appearance-none truncate py-1 pr-9 pl-3 text-sm" />
      <ChevronDown aria-hidden className="pointer-events-none absolute right-2.5 size-4 text-soft" />
    </span>
  );
}
