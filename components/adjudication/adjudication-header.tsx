"use client";

import { Check, Command as CommandIcon, Keyboard, LockOpen, Redo2, Undo2, Wand2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useKeyCaps } from "@/components/reader/tag-toolbar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { Switch } from "@/components/ui/switch";
import { TextLink } from "@/components/ui/text-link";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import { useAdjudication } from "./adjudication-context";

export function AdjudicationHeader({ title, view }: { title: string; view: ReaderView }) {
  const t = useTranslations("adjudication");
  const caps = useKeyCaps();
  const session = useAdjudication();
  const hasNames = useSignal(session.hasNames);
  const undoTitle = useSignal(session.history.undoTitle);
  const redoTitle = useSignal(session.history.redoTitle);
  const [isBusy, start] = useTransition();
  const { mayDecide, mayAct, isFinished, place } = session;
  const { decided, total, changed } = session.progress;
  const isWaiting = useSignal(session.waitingFor) !== null;

  return (
    <div className="reader-head">
      <h1 className="adjudication-title" dir="auto" title={title}>
        {title}
      </h1>
      <div className="adjudication-bar">
        <p className="me-auto flex items-center gap-x-2 text-soft text-xs">
          <Badge>{t(`states.${session.work.state}`)}</Badge>
          {changed > 0 && <Badge tone="warning">{t("changedCount", { count: changed })}</Badge>}
          <TextLink href={`/projects/${place.projectId}/documents/${place.documentId}`}>{t("text")}</TextLink>
        </p>
        <Progress
          label={t("progress", { decided, total })}
          value={decided}
          max={Math.max(1, total)}
          className="adjudication-progress"
        />
        <span title={t("namesTitle")}>
          <Switch label={t("names")} checked={hasNames} onChange={() => session.hasNames.set(!hasNames)} />
        </span>
        <span className="flex">
          <IconButton
            label={undoTitle ? t("undoOf", { title: t(`operations.${undoTitle}`) }) : t("undo")}
            keys={caps("Mod+z")}
            size="sm"
            icon={<Undo2 aria-hidden className="size-4" />}
            disabled={undoTitle === null || !mayAct}
            onClick={() => session.undo()}
          />
          <IconButton
            label={redoTitle ? t("redoOf", { title: t(`operations.${redoTitle}`) }) : t("redo")}
            keys={caps("Mod+Shift+z")}
            size="sm"
            icon={<Redo2 aria-hidden className="size-4" />}
            disabled={redoTitle === null || !mayAct}
            onClick={() => session.redo()}
          />
          <IconButton
            label={t("keys")}
            keys={caps("?")}
            size="sm"
            icon={<Keyboard aria-hidden className="size-4" />}
            onClick={() => view.panel.set("help")}
          />
          <IconButton
            label={t("commands")}
            keys={caps("Mod+k")}
            size="sm"
            icon={<CommandIcon aria-hidden className="size-4" />}
            onClick={() => view.panel.set("palette")}
          />
        </span>
        {mayAct && (
          <Button
            size="sm"
            icon={<Wand2 aria-hidden className="size-4" />}
            onClick={() => session.isSettling.set(true)}
          >
            {t("settle")}
          </Button>
        )}
        {mayDecide && (
          <Button
            size="sm"
            variant={isFinished ? "secondary" : "primary"}
            disabled={isBusy || isWaiting || (!isFinished && decided < total)}
            icon={
              isFinished ? (
                <LockOpen aria-hidden className="size-4" />
              ) : (
                <Check aria-hidden className="size-4" />
              )
            }
            onClick={() => start(() => session.setFinished(!isFinished))}
          >
            {isFinished ? t("resume") : t("finish")}
          </Button>
        )}
      </div>
    </div>
  );
}
