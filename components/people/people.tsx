"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { PageHeader } from "@/components/ui/page-header";
import type { InvitationResource, MemberResource } from "@/lib/contracts/projects";
import { InvitationList } from "./invitation-list";
import { InviteDialog } from "./invite-dialog";
import { MemberList } from "./member-list";

export type Member = z.output<typeof MemberResource>;
export type Invitation = z.output<typeof InvitationResource>;
type Page<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null };

type PeopleProps = {
  projectId: string;
  you: string;
  mayManage: boolean;
  members: Page<Member>;
  /** Null for those who may not invite. */
  invitations: Page<Invitation> | null;
};

export function People({ projectId, you, mayManage, members, invitations: loaded }: PeopleProps) {
  const t = useTranslations("people");
  const [invitations, setInvitations] = useState(loaded?.items ?? []);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={mayManage ? undefined : t("onlyOwners")}
        actions={
          mayManage && (
            <InviteDialog
              projectId={projectId}
              onInvited={(invitation) => setInvitations([invitation, ...invitations])}
            />
          )
        }
      />
      <div className="grid gap-6">
        <MemberList projectId={projectId} you={you} mayManage={mayManage} loaded={members} />
        {mayManage && (
          <InvitationList projectId={projectId} invitations={invitations} onChanged={setInvitations} />
        )}
      </div>
    </>
  );
}
