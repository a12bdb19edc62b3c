import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input type={type} {...rest} className={classNames("control w-full px-3 py-1 text-sm", className)} />
  );
}
