"use client";

import { useTranslations } from "next-intl";
import { useSignal } from "@/lib/client/signal";
import { isDone } from "@/lib/domain/workflow/assignment-state";
import { useReader } from "./reader-context";

/** Says that this is the gold and what a change of it means, so that nobody takes it for their own work. */
export function GoldNotice() {
  const t = useTranslations("reader.gold");
  const { session } = useReader();
  const state = useSignal(session.myState);
  const why = !session.seed.mayAnnotate ? "read" : isDone(state) ? "finished" : "write";
  return (
    <p role="note" className="reader-gold-notice">
      {t(why)}
    </p>
  );
}
