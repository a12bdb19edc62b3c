"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { IconButton } from "./icon-button";

export type DrawerProps = {
  title: ReactNode;
  description?: ReactNode;
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: "start" | "end";
  footer?: ReactNode;
  children?: ReactNode;
};

/** A dialog along the side of the screen, for what is read or edited beside the page. */
export function Drawer({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  side = "end",
  footer,
  children,
}: DrawerProps) {
  const t = useTranslations("common");
  return (
    <Primitive.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 animate-appear bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classNames(
            "fixed inset-y-0 z-50 flex w-full max-w-md animate-slide flex-col border-line bg-surface shadow-float",
            side === "end" ? "end-0 border-s" : "start-0 border-e",
          )}
        >
          <div className="flex items-start justify-between gap-3 border-line border-b px-5 py-3.5">
            <div className="grid gap-0.5">
              <Primitive.Title className="font-serif text-lg font-semibold">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="text-sm text-soft">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <IconButton tooltip={false} label={t("close")} icon={<X className="size-4.5" />} />
            </Primitive.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && (
            <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export const DrawerClose = Primitive.Close;
