"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { OpinionRequest, Reviewing } from "@/lib/client/reviewing";
import { useSignal } from "@/lib/client/signal";
import { checkOpinion, type Opinion } from "@/lib/domain/review/verdict";
import { OpinionFields } from "./opinion-fields";

/** Asks why, when a verdict needs a reason. Enter gives it. */
export function OpinionDialog({ reviewing }: { reviewing: Reviewing }) {
  const t = useTranslations("review");
  const request = useSignal(reviewing.request);
  return (
    <Dialog
      title={request ? t(`ask.${request.verdict}`) : ""}
      description={t("askHint")}
      open={request !== null}
      onOpenChange={(open) => {
        if (!open) reviewing.request.set(null);
      }}
    >
      {request && <OpinionForm key={request.annotationId} reviewing={reviewing} request={request} />}
    </Dialog>
  );
}

function OpinionForm({ reviewing, request }: { reviewing: Reviewing; request: OpinionRequest }) {
  const t = useTranslations("review");
  const { session } = reviewing;
  const mine = reviewing.mine(request.annotationId);
  const [opinion, setOpinion] = useState<Opinion>({
    verdict: request.verdict,
    reason: mine?.verdict === request.verdict ? mine.reason : null,
    text: mine?.verdict === request.verdict ? mine.text : "",
  });
  const problem = checkOpinion(opinion);

  function give(): void {
    const annotation = session.store.get(request.annotationId);
    reviewing.request.set(null);
    if (annotation) reviewing.give(annotation, opinion);
  }

  return (
    <form
      className="grid gap-4"
      onKeyDown={(event) => {
        // In the field for words Enter is a new line.
        const isTyping = event.target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey;
        if (event.key !== "Enter" || isTyping || event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        if (!problem) give();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) give();
      }}
    >
      <OpinionFields opinion={opinion} onChange={setOpinion} problem={problem} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={problem !== null}>
          {t(`confirm.${request.verdict}`)}
        </Button>
      </div>
    </form>
  );
}
