"use client";

import { MailOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/account/moment";
import { RequestError } from "@/components/account/request-error";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { revokeInvitation } from "@/lib/contracts/projects";
import type { Invitation } from "./people";

const tones = { open: "info", used: "success", expired: "neutral", revoked: "neutral" } as const;

type InvitationListProps = {
  projectId: string;
  invitations: readonly Invitation[];
  onChanged: (invitations: Invitation[]) => void;
};

export function InvitationList({ projectId, invitations, onChanged }: InvitationListProps) {
  const t = useTranslations("people.invitations");
  const revoked = (id: string) =>
    onChanged(invitations.map((one) => (one.id === id ? { ...one, state: "revoked" } : one)));
  return (
    <Card title={t("title")} description={t("description")}>
      {invitations.length === 0 ? (
        <p className="text-sm text-soft">{t("none")}</p>
      ) : (
        <ul aria-label={t("title")} className="divide-y divide-line">
          {invitations.map((invitation) => (
            <InvitationItem
              key={invitation.id}
              projectId={projectId}
              invitation={invitation}
              onRevoked={() => revoked(invitation.id)}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

type InvitationItemProps = { projectId: string; invitation: Invitation; onRevoked: () => void };

function InvitationItem({ projectId, invitation, onRevoked }: InvitationItemProps) {
  const t = useTranslations("people.invitations");
  const roles = useTranslations("people.roles");
  const { isBusy, error, run } = useRequest();
  const whom = invitation.email || t("anybody");
  const params = { project: projectId, invitation: invitation.id };
  const revoke = () => run(() => api(revokeInvitation, { params }), onRevoked);
  return (
    <li className="grid gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-64 items-center gap-3">
          <MailOpen aria-hidden className="size-5 shrink-0 text-faint" />
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium wrap-anywhere">{whom}</span>
              <Badge tone="accent">{roles(`${invitation.role}.name`)}</Badge>
              <Badge tone={tones[invitation.state]}>{t(`states.${invitation.state}`)}</Badge>
            </p>
            <p className="text-[0.8125rem] text-soft">
              {t.rich("times", {
                made: () => <Moment at={invitation.createdAt} dateOnly />,
                until: () => <Moment at={invitation.expiresAt} dateOnly />,
              })}
            </p>
          </div>
        </div>
        {invitation.state === "open" && (
          <ConfirmDialog
            danger
            title={t("revokeTitle", { whom })}
            description={t("revokeDescription")}
            confirmLabel={t("revoke")}
            onConfirm={revoke}
            trigger={
              <Button size="sm" busy={isBusy} aria-label={t("revokeTitle", { whom })}>
                {t("revoke")}
              </Button>
            }
          />
        )}
      </div>
      <RequestError error={error} />
    </li>
  );
}
