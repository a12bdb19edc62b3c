"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";

export type ConfirmDialogProps = {
  /** The question. */
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  /** The verb, as in "Delete 3 files". */
  confirmLabel: ReactNode;
  onConfirm: () => void;
  cancelLabel?: ReactNode;
  danger?: boolean;
  busy?: boolean;
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Closes on confirm unless false; then close it yourself through `open`. */
  closeOnConfirm?: boolean;
  children?: ReactNode;
};

/** Asks before something that matters. Focus starts on Cancel; a click outside does not answer. */
export function ConfirmDialog({
  title,
  description,
  confirmLabel,
  onConfirm,
  cancelLabel,
  danger,
  busy = false,
  trigger,
  open,
  onOpenChange,
  closeOnConfirm = true,
  children,
}: ConfirmDialogProps) {
  const t = useTranslations("common");
  const confirm = (
    <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
      {confirmLabel}
    </Button>
  );
  return (
    <Primitive.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 grid animate-appear place-items-center overflow-y-auto bg-scrim p-4">
          <Primitive.Content className="grid w-full max-w-md animate-rise gap-3 rounded-lg border border-line bg-surface p-5 shadow-float">
            <Primitive.Title className="font-serif text-xl font-semibold text-balance">
              {title}
            </Primitive.Title>
            <Primitive.Description className="text-sm text-soft text-pretty">
              {description}
            </Primitive.Description>
            {children}
            <div className="mt-2 flex flex-wrap justify-end gap-2">
              <Primitive.Cancel asChild>
                <Button>{cancelLabel ?? t("cancel")}</Button>
              </Primitive.Cancel>
              {closeOnConfirm ? <Primitive.Action asChild>{confirm}</Primitive.Action> : confirm}
            </div>
          </Primitive.Content>
        </Primitive.Overlay>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
