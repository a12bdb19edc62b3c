"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Conflict, SentVerdict } from "@/lib/client/outbox";
import { useSignal } from "@/lib/client/signal";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import { sliceCodePoints } from "@/lib/domain/text/offsets";
import { useReader } from "./reader-context";

/** Both versions of what the server did not take: its own is in the text, this person's is here. */
export function ConflictList() {
  const t = useTranslations("reader.conflicts");
  const { session } = useReader();
  const conflicts = useSignal(session.refused.conflicts);
  if (conflicts.length === 0) return null;
  return (
    <div className="max-h-[35dvh] overflow-y-auto px-4 py-2">
      <Callout tone="warning" title={t("title")}>
        <p>{t("text")}</p>
        <ul className="mt-2 grid gap-2">
          {conflicts.map((conflict) => (
            <ConflictItem key={conflict.opId} conflict={conflict} />
          ))}
        </ul>
      </Callout>
    </div>
  );
}

function ConflictItem({ conflict }: { conflict: Conflict }) {
  const t = useTranslations("reader.conflicts");
  const { session, view } = useReader();
  return (
    <li className="flex flex-wrap items-center gap-2 border-line border-t pt-2">
      <span className="min-w-0 flex-1">
        {"verdict" in conflict ? (
          <VerdictWords verdict={conflict.verdict} />
        ) : (
          conflict.steps.map((step) => <StepWords key={`${step.op}${step.id}`} step={step} />)
        )}
        <span className="block text-soft text-xs">{conflict.reason}</span>
      </span>
      <Button
        size="sm"
        onClick={() =>
          void ("verdict" in conflict ? view.reviewing.retry(conflict) : session.retryConflict(conflict))
        }
      >
        {t("use")}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => void session.refused.dismiss(conflict)}>
        {t("drop")}
      </Button>
    </li>
  );
}

function VerdictWords({ verdict: { annotationId, opinion } }: { verdict: SentVerdict }) {
  const t = useTranslations("reader.conflicts");
  const review = useTranslations("review");
  const { store } = useReader().session;
  const known = store.get(annotationId);
  const quote = known?.kind === "span" ? known.spans.map((span) => span.quote).join(" … ") : "";
  return (
    <span className="block">
      {opinion
        ? t("verdict", { verdict: review(`verdicts.${opinion.verdict}`), quote })
        : t("noVerdict", { quote })}
    </span>
  );
}

function StepWords({ step }: { step: Step }) {
  const t = useTranslations("reader.conflicts.step");
  const { session } = useReader();
  const { store } = session;
  const known = store.get(step.id);
  const spans = step.op === "create" ? (step.spans ?? []) : known?.kind === "span" ? known.spans : [];
  const quote = spans.map(({ start, end }) => sliceCodePoints(store.text, store.map, start, end)).join(" … ");
  const what = step.op === "update" ? Object.keys(step.set).join(", ") : "";
  const tag = step.op === "create" ? step.tag : (known?.tag ?? "");
  return <span className="block">{t(step.op, { tag, quote, what })}</span>;
}
