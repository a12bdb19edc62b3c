"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toast as Primitive } from "radix-ui";
import { useState, useSyncExternalStore } from "react";
import {
  currentToasts,
  dismissToast,
  noToasts,
  subscribeToToasts,
  type Toast,
  type ToastTone,
} from "@/lib/client/toasts";
import { Button } from "./button";
import { classNames } from "./class-names";
import { IconButton } from "./icon-button";

const looks = {
  info: { ink: "text-info", bar: "bg-info", Icon: Info },
  success: { ink: "text-success", bar: "bg-success", Icon: CircleCheck },
  warning: { ink: "text-warning", bar: "bg-warning", Icon: TriangleAlert },
  danger: { ink: "text-danger", bar: "bg-danger", Icon: CircleAlert },
} as const satisfies Record<ToastTone, unknown>;

function ToastCard({ toast }: { toast: Toast }) {
  const t = useTranslations("common");
  const { ink, bar, Icon } = looks[toast.tone];
  const { action } = toast;
  return (
    <Primitive.Root
      duration={toast.durationMs ?? Number.POSITIVE_INFINITY}
      type={toast.tone === "danger" || toast.tone === "warning" ? "foreground" : "background"}
      onOpenChange={(open) => {
        if (!open) dismissToast(toast.id);
      }}
      className="relative flex animate-rise gap-3 overflow-hidden rounded-md border border-line bg-raised py-3 pr-12 pl-4 text-sm shadow-float"
    >
      <span aria-hidden data-fill className={classNames("absolute inset-y-0 left-0 w-1", bar)} />
      <Icon aria-hidden className={classNames("mt-0.5 size-4.5 shrink-0", ink)} />
      <div className="grid min-w-0 gap-0.5">
        <Primitive.Title className="font-semibold">{toast.happened}</Primitive.Title>
        {(toast.safe || toast.next) && (
          <Primitive.Description className="text-soft text-pretty">
            {[toast.safe, toast.next].filter(Boolean).join(" ")}
          </Primitive.Description>
        )}
        {action && (
          <Primitive.Action asChild altText={action.label}>
            <Button size="sm" className="mt-1.5 justify-self-start" onClick={action.run}>
              {action.label}
            </Button>
          </Primitive.Action>
        )}
      </div>
      <Primitive.Close asChild>
        <IconButton
          tooltip={false}
          label={t("dismiss")}
          icon={<X className="size-4" />}
          size="sm"
          className="absolute top-2 right-2"
        />
      </Primitive.Close>
    </Primitive.Root>
  );
}

/**
 * Shows what lib/client/toasts holds. F8 jumps to it. It draws nothing until the first toast, so that the
 * viewport's style attribute never is in the server's HTML, which the page's policy would refuse.
 */
export function Toaster() {
  const t = useTranslations("common");
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, noToasts);
  const [used, setUsed] = useState(false);
  if (toasts.length > 0 && !used) setUsed(true);
  if (!used) return null;
  return (
    <Primitive.Provider label={t("notifications")} swipeDirection="right">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      <Primitive.Viewport
        label={t("notifications")}
        data-screen-only
        className="fixed right-0 bottom-0 z-70 m-0 grid w-full max-w-104 list-none gap-2 p-4"
      />
    </Primitive.Provider>
  );
}
