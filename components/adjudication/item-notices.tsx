"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Kbd } from "@/components/ui/kbd";
import type { QueueItem } from "@/lib/client/adjudication-board";
import { useSignal } from "@/lib/client/signal";
import { useAdjudication, useSetNames } from "./adjudication-context";
import { VersionBody } from "./version-body";

/** Somebody has taken up their work again: nothing can be decided before they submit it. */
export function WaitingNotice() {
  const t = useTranslations("adjudication.waiting");
  const session = useAdjudication();
  const nameOf = useSetNames();
  const setId = useSignal(session.waitingFor);
  if (setId === null) return <div role="status" className="absolute" />;
  return (
    <div role="status" className="px-4 pt-3">
      <Callout tone="warning" title={setId ? t("title", { who: nameOf(setId) }) : t("somebody")}>
        {t("text")}
      </Callout>
    </div>
  );
}

/** Somebody has changed the item at hand: said, and shown only when its curator wants to see it. */
export function HeldItemNotice() {
  const t = useTranslations("adjudication.held");
  const session = useAdjudication();
  const nameOf = useSetNames();
  const held = useSignal(session.held);
  const draft = useSignal(session.draft);
  if (!held) return <div role="status" className="absolute" />;
  const who = held.by ?? (held.setId ? nameOf(held.setId) : t("somebody"));
  return (
    <div role="status">
      <Callout
        tone="warning"
        title={t(held.kind, { who })}
        actions={
          <Button size="sm" aria-keyshortcuts="v" onClick={() => session.showHeld()}>
            {t("show")} <Kbd>V</Kbd>
          </Button>
        }
      >
        {t(draft ? "editing" : "looking")}
      </Callout>
    </div>
  );
}

/** Where gold comes from that no annotator's work stands behind, and what became of that. */
export function OriginNotice({ item }: { item: QueueItem }) {
  const t = useTranslations("adjudication.origin");
  const format = useFormatter();
  const session = useAdjudication();
  const nameOf = useSetNames();
  if (item.origin === "work") return null;
  const decided = session.board.stateOf(item).decisions.length > 0;
  const gone = session.board.vanishedOf(item);
  return (
    <>
      <Callout tone={item.origin === "orphaned" ? "warning" : "info"} title={t(`${item.origin}.title`)}>
        {item.origin === "added" && !decided ? t("added.unexplained") : t(`${item.origin}.text`)}
      </Callout>
      {item.origin !== "added" && (
        <ul className="grid gap-2">
          {gone.map((version) => (
            <li key={version.id} className="adjudication-version" data-missing>
              <p className="text-soft text-xs">
                {version.deletedAt === null
                  ? t("left", { who: nameOf(version.setId) })
                  : t("removed", {
                      who: nameOf(version.setId),
                      at: format.dateTime(new Date(version.deletedAt), {
                        dateStyle: "medium",
                        timeStyle: "short",
                      }),
                    })}
              </p>
              <VersionBody item={item} version={version} />
            </li>
          ))}
          {gone.length === 0 && <li className="text-soft text-sm">{t("unknown")}</li>}
        </ul>
      )}
    </>
  );
}
