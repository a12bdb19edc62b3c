"use client";

import { History } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { differences, stepsBackTo } from "@/lib/client/annotation-difference";
import { api } from "@/lib/client/api";
import type { Mark } from "@/lib/client/block-views";
import { type ChangeResource, listChanges } from "@/lib/contracts/entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { DifferenceList } from "./difference-list";
import { useReader } from "./reader-context";

const kinds = ["created", "carried", "updated", "deleted", "restored", "imported"] as const;
const PAGE_SIZE = 1_000;

/** Who did what to an annotation, when, and what it said before and after; any state of it can be brought back. */
export function AnnotationHistory({ mark }: { mark: Mark }) {
  const t = useTranslations("reader.panel");
  const { session } = useReader();
  const [changes, setChanges] = useState<readonly ChangeResource[] | null>(null);
  const [hasFailed, setFailed] = useState(false);

  async function read(): Promise<void> {
    setFailed(false);
    try {
      const page = await api(listChanges, {
        params: { project: session.place.projectId },
        query: { subject: mark.id, order: "newest", limit: PAGE_SIZE },
      });
      setChanges(page.items);
    } catch {
      setFailed(true);
    }
  }

  return (
    <details
      className="text-sm"
      onToggle={(event) => {
        if (event.currentTarget.open) void read();
      }}
    >
      <summary className="font-medium">{t("history")}</summary>
      {hasFailed && <p className="mt-1 text-danger">{t("historyFailed")}</p>}
      {changes?.length === 0 && <p className="mt-1 text-soft">{t("historyEmpty")}</p>}
      <ol className="mt-2 grid gap-3 text-soft">
        {changes
          ?.filter(({ kind }) => kind.startsWith("annotation."))
          .map((change) => (
            <HistoryEntry key={change.seq} mark={mark} change={change} onRestored={() => void read()} />
          ))}
      </ol>
    </details>
  );
}

type HistoryEntryProps = {
  readonly mark: Mark;
  readonly change: ChangeResource;
  readonly onRestored: () => void;
};

function HistoryEntry({ mark, change, onRestored }: HistoryEntryProps) {
  const t = useTranslations("reader.panel");
  const format = useFormatter();
  const { session, view } = useReader();
  const kind = kinds.find((known) => change.kind === `annotation.${known}`);
  // The log holds annotations as the API answers them.
  const [before, after] = [change.before, change.after] as [StoredAnnotation | null, StoredAnnotation | null];
  const now = session.store.get(mark.id);
  const steps = now && after && after.deletedAt === null ? stepsBackTo(now, after) : [];
  const isMade = kind === "created" || kind === "imported";
  return (
    <li className="grid justify-items-start gap-1 border-line border-s-2 ps-2">
      <span>
        {format.dateTime(new Date(change.at), { dateStyle: "medium", timeStyle: "short" })} ·{" "}
        {change.principalName ?? "—"} · {kind ? t(`changes.${kind}`) : change.kind}
      </span>
      {before && after && kind !== "deleted" && <DifferenceList differences={differences(before, after)} />}
      {isMade && after?.kind === "span" && (
        <span className="font-serif wrap-anywhere" dir="auto">
          {after.tag}: {after.spans.map(({ quote }) => quote).join(" … ")}
        </span>
      )}
      {steps.length > 0 && view.mayEdit(mark) && (
        <Button
          size="sm"
          variant="ghost"
          icon={<History aria-hidden className="size-4" />}
          onClick={() => {
            if (session.perform("restore", steps)) onRestored();
          }}
        >
          {t("restoreState")}
        </Button>
      )}
    </li>
  );
}
