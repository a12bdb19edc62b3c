"use client";

import { Ban, CircleCheckBig, FileWarning, FolderInput, List, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { importItemsOf } from "@/lib/client/import-items";
import { BroughtNote } from "./brought-note";
import { ImportItems } from "./import-items";
import type { ServerStepProps } from "./import-steps";

/** How an import ended, and the next step. */
export function ImportEnd(props: ServerStepProps) {
  const t = useTranslations("imports");
  const { run, view, current, onAgain } = props;
  const again = (
    <Button icon={<FolderInput aria-hidden className="size-4" />} onClick={onAgain}>
      {t(current.state === "finished" ? "finished.again" : "cancelled.again")}
    </Button>
  );
  if (current.state === "finished") return <Finished {...props} again={again} />;
  if (current.state === "cancelled")
    return (
      <EmptyState icon={<Ban />} title={t("cancelled.title")} actions={again}>
        {t("cancelled.text")}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<FileWarning />}
      title={t("failed.title")}
      actions={
        <>
          <Button variant="primary" busy={view.isBusy} onClick={() => void run.read()}>
            {t("failed.retry")}
          </Button>
          {again}
        </>
      }
    >
      {t("failed.text", { reason: current.problem })}
    </EmptyState>
  );
}

function Finished({ projectId, current, again }: ServerStepProps & { again: ReactNode }) {
  const t = useTranslations("imports.finished");
  const [added] = useState(() => importItemsOf(projectId, current, "new"));
  const view = useSyncExternalStore(added.subscribe, added.view, added.view);
  const { counts } = current;
  const first = view.items.find(({ documentId }) => documentId !== null);
  const documents = `/projects/${projectId}/documents`;
  const next = useRef<HTMLAnchorElement>(null);

  useEffect(() => added.reach(0), [added]);
  // The button that started it is gone; the next step takes its place under the keyboard.
  const firstId = first?.documentId;
  useEffect(() => {
    if (firstId || counts.new === 0) next.current?.focus();
  }, [firstId, counts.new]);

  return (
    <>
      <EmptyState
        icon={<CircleCheckBig />}
        title={t("title", { count: counts.new })}
        actions={
          <>
            {first?.documentId && (
              <ButtonLink
                ref={next}
                variant="primary"
                size="lg"
                href={`${documents}/${first.documentId}`}
                icon={<Play aria-hidden className="size-4.5" />}
              >
                {t("open")}
              </ButtonLink>
            )}
            <ButtonLink
              {...(counts.new === 0 ? { ref: next } : {})}
              size="lg"
              href={documents}
              icon={<List aria-hidden className="size-4.5" />}
            >
              {t("list")}
            </ButtonLink>
            {again}
          </>
        }
      >
        {counts.new > 0 && <p>{t("text")}</p>}
        <BroughtNote current={current} when="came" />
      </EmptyState>
      {counts.new + counts.duplicate + counts.problem > 0 && (
        <Card flush title={t("report")}>
          <ImportItems projectId={projectId} current={current} />
        </Card>
      )}
    </>
  );
}
