"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useReader } from "@/components/reader/reader-context";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { useSignal } from "@/lib/client/signal";
import { WaitingList } from "./waiting-list";

/** How the text that is read stands among its revisions. */
export type RevisionPlace = {
  /** The newest revision where this is not it. */
  readonly newestId: string | null;
  /** The revision that this text corrects. */
  readonly supersedesId: string | null;
  readonly waiting: number;
  readonly mayResolve: boolean;
};

/** Says above the text that there is a newer one, or that annotations wait for a place in this one. */
export function RevisionNotice({ place }: { place: RevisionPlace }) {
  const t = useTranslations("revisions.notice");
  const { session } = useReader();
  const waiting = Math.max(0, place.waiting + useSignal(session.displacements.difference));
  const sought = useSignal(session.displacements.sought);
  const [isAsked, setAsked] = useState(false);
  const isOpen = isAsked || sought !== null;
  const correctedTo = useSignal(session.supersededBy) ?? place.newestId;
  if (correctedTo !== null)
    return (
      <div className="shrink-0 px-4 py-2">
        <Callout
          tone="warning"
          title={t("superseded")}
          actions={
            <ButtonLink size="sm" href={`/projects/${session.place.projectId}/documents/${correctedTo}`}>
              {t("toNewest")}
            </ButtonLink>
          }
        >
          {t("supersededText")}
        </Callout>
      </div>
    );
  if (place.waiting === 0 && waiting === 0) return null;

  function toggle(): void {
    session.displacements.sought.set(null);
    setAsked(!isOpen);
  }

  return (
    <div className="max-h-[45dvh] shrink-0 overflow-y-auto px-4 py-2">
      <Callout
        tone={waiting > 0 ? "warning" : "success"}
        title={t("waiting", { count: waiting })}
        actions={
          <Button size="sm" aria-expanded={isOpen} onClick={toggle}>
            {isOpen ? t("hide") : t("show")}
          </Button>
        }
      >
        {waiting > 0 && t("waitingText")}
      </Callout>
      {isOpen && <WaitingList mayResolve={place.mayResolve} />}
    </div>
  );
}
