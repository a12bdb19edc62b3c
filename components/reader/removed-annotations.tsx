"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { type ChangeResource, listChanges } from "@/lib/contracts/entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { useReader } from "./reader-context";

const PAGE_SIZE = 1_000;

/** What has been removed from this document, by whom, and the way to bring it back. */
export function RemovedAnnotations() {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const [removed, setRemoved] = useState<readonly ChangeResource[] | null>(null);

  async function read(): Promise<void> {
    const { items } = await api(listChanges, {
      params: { project: session.place.projectId },
      query: { document: session.place.documentId, noun: "annotation", order: "newest", limit: PAGE_SIZE },
    }).catch(() => ({ items: [] }));
    const last = [...new Map(items.toReversed().map((change) => [change.subjectId, change])).values()];
    setRemoved(last.filter(({ kind }) => kind === "annotation.deleted").reverse());
  }

  function restore(change: ChangeResource): void {
    // The log holds annotations as the API answers them.
    const row = change.after as StoredAnnotation;
    session.store.receive(row);
    const revision = session.store.get(row.id)?.revision ?? row.revision;
    if (!session.perform("restore", [{ op: "restore", id: row.id, revision }])) return;
    setRemoved((known) => known?.filter((one) => one !== change) ?? null);
    view.talk.showAnnotation(row.id);
  }

  return (
    <details
      className="max-h-[40%] overflow-y-auto border-line border-t px-4 py-2 text-sm"
      onToggle={(event) => {
        if (event.currentTarget.open) void read();
      }}
    >
      <summary className="font-medium">{t("removedOnes")}</summary>
      {removed?.length === 0 && <p className="mt-1 text-soft">{t("noneRemoved")}</p>}
      <ul className="mt-2 grid gap-2">
        {removed?.map((change) => {
          // As above.
          const row = change.after as StoredAnnotation;
          const mayRestore = session.store.isMine(row) ? session.mayWrite : session.seed.mayCorrect;
          return (
            <li key={change.seq} className="flex items-center gap-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate" dir="auto">
                  {row.tag}:{" "}
                  {row.kind === "span" ? row.spans.map(({ quote }) => quote).join(" … ") : t("links.title")}
                </span>
                <span className="text-faint text-xs">
                  {t("removedBy", { name: change.principalName ?? "—" })}
                </span>
              </span>
              {mayRestore && (
                <Button
                  size="sm"
                  icon={<RotateCcw aria-hidden className="size-4" />}
                  onClick={() => restore(change)}
                >
                  {t("bringBack")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
