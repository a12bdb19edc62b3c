"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { api } from "@/lib/client/api";
import { useSignal } from "@/lib/client/signal";
import { useRequest } from "@/lib/client/use-request";
import { settle } from "@/lib/contracts/adjudication";
import { type SettleRule, settleMatches, settlePolicies } from "@/lib/domain/adjudication/settle-items";
import { tagOf } from "@/lib/domain/scheme/scheme";
import { useAdjudication } from "./adjudication-context";

/** What a rule would settle, before it does. */
export function SettleDialog() {
  const t = useTranslations("adjudication.settling");
  const session = useAdjudication();
  const isOpen = useSignal(session.isSettling);
  return (
    <Dialog
      title={t("title")}
      description={t("description")}
      open={isOpen}
      onOpenChange={(open) => session.isSettling.set(open)}
    >
      {isOpen && <SettleForm />}
    </Dialog>
  );
}

type Preview = {
  /** What it stands for at the server: applied is this or nothing. */
  readonly token: string;
  readonly count: number;
  readonly left: number;
  /** Links among them that wait for the marks that they join. */
  readonly waiting: number;
  readonly tags: readonly [string, number][];
};

function SettleForm() {
  const t = useTranslations("adjudication.settling");
  const session = useAdjudication();
  const [rule, setRule] = useState<SettleRule>({ policy: "agreed", match: "exact" });
  const [recounts, setRecounts] = useState(0);
  const preview = usePreview(rule, recounts);
  const request = useRequest();

  const apply = () =>
    request.run(async () => {
      if (!preview) return;
      try {
        await session.settle(rule, preview.token);
      } catch (error) {
        // What was refused would settle something else by now: that is counted, and asked for again.
        setRecounts((count) => count + 1);
        throw error;
      }
      session.isSettling.set(false);
    });

  return (
    <div className="grid gap-4">
      <div className="grid gap-1.5">
        <p className="font-medium text-sm">{t("policy")}</p>
        <SegmentedControl
          label={t("policy")}
          value={rule.policy}
          onValueChange={(policy) => setRule({ ...rule, policy })}
          options={settlePolicies.map((value) => ({ value, label: t(`policies.${value}`) }))}
        />
      </div>
      <div className="grid gap-1.5">
        <p className="font-medium text-sm">{t("match")}</p>
        <SegmentedControl
          label={t("match")}
          value={rule.match}
          onValueChange={(match) => setRule({ ...rule, match })}
          options={settleMatches.map((value) => ({ value, label: t(`matches.${value}`) }))}
        />
      </div>
      <div aria-live="polite" className="min-h-16 rounded-md bg-sunken px-3 py-2 text-sm">
        {preview === null ? (
          t("previewing")
        ) : (
          <>
            <p>{t("preview", { count: preview.count, left: preview.left })}</p>
            {preview.waiting > 0 && <p>{t("waiting", { count: preview.waiting })}</p>}
            <p className="text-soft text-xs">
              {preview.tags
                .map(([tag, count]) => `${tagOf(session.scheme, tag)?.title ?? tag} ${count}`)
                .join(" · ")}
            </p>
          </>
        )}
      </div>
      <FormError>{request.error?.message}</FormError>
      <div className="flex justify-end gap-2">
        <Button onClick={() => session.isSettling.set(false)}>{t("cancel")}</Button>
        <Button variant="primary" disabled={request.isBusy || !preview?.count} onClick={() => void apply()}>
          {t("apply", { count: preview?.count ?? 0 })}
        </Button>
      </div>
    </div>
  );
}

/** Asks the server for a dry run whenever the rule or the work changes; null until it has answered. */
function usePreview(rule: SettleRule, recounts: number): Preview | null {
  const { place, version } = useAdjudication();
  const changes = version.value;
  const [preview, setPreview] = useState<Preview | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted again when others have changed something
  useEffect(() => {
    const aborter = new AbortController();
    setPreview(null);
    api(settle, {
      params: { project: place.projectId, document: place.documentId },
      body: { ...rule, dryRun: true },
      signal: aborter.signal,
    })
      .then(({ settled, left, waiting, preview: token }) => {
        const tags = new Map<string, number>();
        for (const { tag } of settled) tags.set(tag, (tags.get(tag) ?? 0) + 1);
        const sorted = [...tags].sort((a, b) => b[1] - a[1]);
        setPreview({ token, count: settled.length, left, waiting, tags: sorted });
      })
      // What is refused says so when it is applied.
      .catch(() => setPreview((known) => known));
    return () => aborter.abort();
  }, [rule, place, changes, recounts]);
  return preview;
}
