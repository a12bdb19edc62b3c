"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { IconButton } from "./icon-button";

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl", xl: "max-w-5xl" } as const;

export type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Buttons at the end; wrap one in DialogClose to close. */
  footer?: ReactNode;
  width?: keyof typeof widths;
  children?: ReactNode;
};

/** Focus goes in, stays in and returns to where it came from; Escape and a click outside close it. */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  footer,
  width = "md",
  children,
}: DialogProps) {
  const t = useTranslations("common");
  return (
    <Primitive.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 grid animate-appear items-start justify-items-center overflow-y-auto bg-scrim p-3 sm:items-center sm:p-6">
          <Primitive.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            className={classNames(
              "relative grid w-full animate-rise gap-4 rounded-lg border border-line bg-surface p-5 shadow-float",
              widths[width],
            )}
          >
            <div className="grid gap-1 pr-10">
              <Primitive.Title className="font-serif text-xl font-semibold text-balance">
                {title}
              </Primitive.Title>
              {description && (
                <Primitive.Description className="text-sm text-soft">{description}</Primitive.Description>
              )}
            </div>
            {children && <div className="min-w-0">{children}</div>}
            {footer && (
              <div className="flex flex-wrap justify-end gap-2 border-line border-t pt-4">{footer}</div>
            )}
            <Primitive.Close asChild>
              <IconButton
                tooltip={false}
                label={t("close")}
                icon={<X className="size-4.5" />}
                className="absolute top-3.5 right-3.5"
              />
            </Primitive.Close>
          </Primitive.Content>
        </Primitive.Overlay>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export const DialogClose = Primitive.Close;
