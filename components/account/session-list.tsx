"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { endOtherSessions, endSession, type listSessions } from "@/lib/contracts/accounts";
import { describeBrowser } from "./describe-browser";
import { Moment } from "./moment";
import { RequestError } from "./request-error";

export type SessionResource = z.output<(typeof listSessions)["returns"]>["items"][number];

type SessionListProps = {
  sessions: readonly SessionResource[];
  onEnded: (isLeft: (session: SessionResource) => boolean) => void;
};

/** Where the person is signed in, and how to end it: one by one, all others, or everywhere. */
export function SessionList({ sessions, onEnded }: SessionListProps) {
  const t = useTranslations("account.sessions");
  const all = useRequest();
  const hasOthers = sessions.some((session) => !session.isThis);

  const endOthers = () =>
    all.run(
      () => api(endOtherSessions, { body: { keepThis: true } }),
      () => onEnded((session) => session.isThis),
    );
  const endAll = () =>
    all.run(
      () => api(endOtherSessions, { body: { keepThis: false } }),
      () => window.location.assign("/sign-in"),
    );

  return (
    <Card
      title={t("title")}
      description={t("description")}
      footer={
        <>
          {hasOthers && (
            <Button busy={all.isBusy} onClick={endOthers}>
              {t("endOthers")}
            </Button>
          )}
          <ConfirmDialog
            title={t("endAllTitle")}
            description={t("endAllDescription")}
            confirmLabel={t("endAll")}
            onConfirm={endAll}
            trigger={
              <Button icon={<LogOut aria-hidden className="size-4" />} busy={all.isBusy}>
                {t("endAll")}
              </Button>
            }
          />
        </>
      }
    >
      <RequestError error={all.error} />
      <ul aria-label={t("title")} className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            onEnded={() => onEnded((one) => one.id !== session.id)}
          />
        ))}
      </ul>
    </Card>
  );
}

function SessionItem({ session, onEnded }: { session: SessionResource; onEnded: () => void }) {
  const t = useTranslations("account.sessions");
  const { isBusy, error, run } = useRequest();
  const { browser, system } = describeBrowser(session.userAgent);
  const name = t("where", { browser: browser ?? t("someBrowser"), system: system ?? t("someSystem") });
  const end = () => run(() => api(endSession, { params: { session: session.id } }), onEnded);
  return (
    <li className="grid gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-0.5">
          <p className="flex flex-wrap items-center gap-2 font-medium" title={session.userAgent}>
            {name}
            {session.isThis && <Badge tone="accent">{t("this")}</Badge>}
          </p>
          <p className="text-[0.8125rem] text-soft">
            {t.rich("times", {
              since: () => <Moment at={session.createdAt} />,
              seen: () => <Moment at={session.lastSeenAt} />,
            })}
            {session.address && session.address !== "direct" && ` · ${session.address}`}
          </p>
        </div>
        {!session.isThis && (
          <Button size="sm" busy={isBusy} onClick={end} aria-label={t("endOne", { session: name })}>
            {t("end")}
          </Button>
        )}
      </div>
      <RequestError error={error} />
    </li>
  );
}
