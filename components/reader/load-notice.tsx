"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useSignal } from "@/lib/client/signal";
import { useReader } from "./reader-context";

/** Says when only the beginning of a document could be loaded. */
export function LoadNotice() {
  const t = useTranslations("reader.loadFailed");
  const { session } = useReader();
  const problem = useSignal(session.loadProblem);
  if (problem === null) return null;
  return (
    <div className="px-4 py-2">
      <Callout
        tone="danger"
        title={t("title")}
        actions={
          <Button size="sm" onClick={() => void session.reload()}>
            {t("again")}
          </Button>
        }
      >
        {t("text")} {problem}
      </Callout>
    </div>
  );
}
