import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** Grows with its content where the browser can, from `rows` up to most of the screen. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      {...rest}
      className={classNames(
        "control field-sizing-content block max-h-[60vh] min-h-20 w-full resize-y px-3 py-2 text-sm",
        className,
      )}
    />
  );
}
