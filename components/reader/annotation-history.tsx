"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/lib/client/api";
import type { Mark } from "@/lib/client/block-views";
import { type ChangeResource, listChanges } from "@/lib/contracts/entities";
import { useReader } from "./reader-context";

const kinds = ["created", "carried", "updated", "deleted", "restored", "imported"] as const;

/** Who did what to an annotation, and when; read when it is opened. */
export function AnnotationHistory({ mark }: { mark: Mark }) {
  const t = useTranslations("reader.panel");
  const format = useFormatter();
  const { session } = useReader();
  const [changes, setChanges] = useState<readonly ChangeResource[] | null>(null);
  const [hasFailed, setFailed] = useState(false);

  async function read(): Promise<void> {
    setFailed(false);
    try {
      const page = await api(listChanges, {
        params: { project: session.place.projectId },
        query: { subject: mark.id },
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
      <ol className="mt-1 grid gap-1 text-soft">
        {changes?.map((change) => {
          const kind = kinds.find((known) => change.kind === `annotation.${known}`);
          return (
            <li key={change.seq}>
              {format.dateTime(new Date(change.at), { dateStyle: "medium", timeStyle: "short" })} ·{" "}
              {change.principalName ?? "—"} · {kind ? t(`changes.${kind}`) : change.kind}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
