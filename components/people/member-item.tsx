"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Moment } from "@/components/account/moment";
import { RequestError } from "@/components/account/request-error";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/select";
import { ApiError, api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { MemberResource, removeMember, updateMember } from "@/lib/contracts/projects";
import { type ProjectRole, projectRoles } from "@/lib/policy/policy";
import type { Member } from "./people";

type MemberItemProps = {
  projectId: string;
  member: Member;
  isYou: boolean;
  mayManage: boolean;
  onChanged: (member: Member) => void;
  onRemoved: () => void;
};

export function MemberItem({ projectId, member, isYou, mayManage, onChanged, onRemoved }: MemberItemProps) {
  const t = useTranslations("people");
  const { isBusy, error, run } = useRequest();
  const params = { project: projectId, member: member.id };

  const give = (role: ProjectRole) =>
    run(
      async () => {
        try {
          return await api(updateMember, { params, body: { role, revision: member.revision } });
        } catch (refusal) {
          const theirs =
            refusal instanceof ApiError ? MemberResource.safeParse(refusal.problem?.current) : null;
          if (theirs?.success) onChanged(theirs.data);
          throw refusal;
        }
      },
      (saved) => {
        // Without ownership this page is another one.
        if (isYou) window.location.reload();
        else onChanged(saved);
      },
    );
  const remove = () =>
    run(
      () => api(removeMember, { params }),
      () => {
        if (isYou) window.location.assign("/projects");
        else onRemoved();
      },
    );

  return (
    <li className="grid gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-64 items-center gap-3">
          <Avatar name={member.name} />
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="line-clamp-2 font-medium wrap-anywhere" title={member.name}>
                {member.name}
              </span>
              {isYou && <Badge>{t("you")}</Badge>}
            </p>
            <p className="text-[0.8125rem] text-soft wrap-anywhere">
              {member.email && `${member.email} · `}
              {t.rich("since", { when: () => <Moment at={member.createdAt} dateOnly /> })}
            </p>
          </div>
        </div>
        {mayManage ? (
          <MemberControls member={member} isYou={isYou} isBusy={isBusy} onRole={give} onRemove={remove} />
        ) : (
          <Badge tone="accent">{t(`roles.${member.role}.name`)}</Badge>
        )}
      </div>
      <RequestError error={error} />
    </li>
  );
}

type MemberControlsProps = {
  member: Member;
  isYou: boolean;
  isBusy: boolean;
  onRole: (role: ProjectRole) => void;
  onRemove: () => void;
};

function MemberControls({ member, isYou, isBusy, onRole, onRemove }: MemberControlsProps) {
  const t = useTranslations("people");
  const [ownRole, setOwnRole] = useState<ProjectRole | null>(null);

  function choose(value: string): void {
    const role = projectRoles.find((one) => one === value);
    if (!role || role === member.role || isBusy) return;
    if (isYou) setOwnRole(role);
    else onRole(role);
  }

  return (
    <div className="flex items-center gap-2">
      <Select
        aria-label={t("roleOf", { name: member.name })}
        value={member.role}
        aria-busy={isBusy}
        onChange={(event) => choose(event.target.value)}
        className="w-36"
      >
        {projectRoles.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}.name`)}
          </option>
        ))}
      </Select>
      <ConfirmDialog
        open={ownRole !== null}
        onOpenChange={(isOpen) => !isOpen && setOwnRole(null)}
        title={t("ownRoleTitle")}
        description={t("ownRoleDescription")}
        confirmLabel={t("ownRoleConfirm")}
        onConfirm={() => ownRole && onRole(ownRole)}
      />
      <ConfirmDialog
        danger
        title={isYou ? t("leaveTitle") : t("removeTitle", { name: member.name })}
        description={isYou ? t("leaveDescription") : t("removeDescription")}
        confirmLabel={isYou ? t("leave") : t("remove")}
        onConfirm={onRemove}
        trigger={
          <Button
            size="sm"
            busy={isBusy}
            aria-label={isYou ? t("leave") : t("removeTitle", { name: member.name })}
          >
            {isYou ? t("leave") : t("remove")}
          </Button>
        }
      />
    </div>
  );
}
