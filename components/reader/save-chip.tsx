"use client";

import { Check, CloudOff, LoaderCircle, LogOut, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { useSignal } from "@/lib/client/signal";
import { useReader } from "./reader-context";

const iconClass = "size-3.5";

/** Always in sight: whether the work is safe, and where it is when it is not on the server yet. */
export function SaveChip() {
  const t = useTranslations("reader.save");
  const { session } = useReader();
  const state = useSignal(session.sync.state);
  const unkept = useSignal(session.sync.unkept);
  const conflicts = useSignal(session.refused.conflicts);
  return (
    <span
      className="flex flex-wrap items-center gap-1.5"
      role="status"
      aria-label={t("label")}
      data-save-state={state.kind}
    >
      {state.kind === "saved" && (
        <Badge tone="success" icon={<Check aria-hidden className={iconClass} />}>
          {t("saved")}
        </Badge>
      )}
      {state.kind === "saving" && (
        <Badge icon={<LoaderCircle aria-hidden className={`${iconClass} animate-turn`} />}>
          {state.waiting > 1 ? t("waiting", { count: state.waiting }) : t("saving")}
        </Badge>
      )}
      {state.kind === "offline" && (
        <Badge tone="warning" icon={<CloudOff aria-hidden className={iconClass} />}>
          {t(unkept > 0 ? "offlineUnkept" : "offline", { count: state.waiting })}
        </Badge>
      )}
      {state.kind === "signedOut" && (
        <Badge tone="warning" icon={<LogOut aria-hidden className={iconClass} />}>
          {t(unkept > 0 ? "signedOutUnkept" : "signedOut", { count: state.waiting })}
        </Badge>
      )}
      {unkept > 0 && state.kind !== "saving" && (
        <Badge tone="danger" icon={<TriangleAlert aria-hidden className={iconClass} />}>
          {t("unkept")}
        </Badge>
      )}
      {conflicts.length > 0 && (
        <Badge tone="danger" icon={<TriangleAlert aria-hidden className={iconClass} />}>
          {t("conflict", { count: conflicts.length })}
        </Badge>
      )}
    </span>
  );
}
