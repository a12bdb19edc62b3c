"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useSignal } from "@/lib/client/signal";
import { useReader } from "./reader-context";

/** Somebody has changed what is being edited: said, and shown only when its editor wants to see it. */
export function HeldNotice({ id }: { id: string }) {
  const t = useTranslations("threads");
  const { editing } = useReader().session;
  const held = useSignal(editing.held);
  if (held?.row.id !== id) return null;
  return (
    <div role="status">
      <Callout
        tone="warning"
        title={t("held.title", { name: held.change.principalName ?? t("somebody") })}
        actions={
          <Button size="sm" onClick={() => editing.show()}>
            {t("held.show")}
          </Button>
        }
      >
        {held.row.deletedAt === null ? t("held.changed") : t("held.removed")}
      </Callout>
    </div>
  );
}
