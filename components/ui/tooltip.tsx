"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./kbd";

export const TooltipProvider = Primitive.Provider;

export type TooltipProps = {
  text: ReactNode;
  /** Key caps shown after the text. */
  keys?: readonly string[] | undefined;
  side?: "top" | "right" | "bottom" | "left";
  /** The one focusable element it describes. */
  children: ReactNode;
};

export function Tooltip({ text, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-70 flex max-w-72 animate-appear items-center gap-2 rounded-md border border-line bg-raised px-2.5 py-1.5 text-[0.8125rem] text-ink shadow-float"
        >
          <span>{text}</span>
          {keys?.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
