"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { listMembers } from "@/lib/contracts/projects";
import { MemberItem } from "./member-item";
import type { Member } from "./people";
import { RoleGuide } from "./role-guide";

type MemberListProps = {
  projectId: string;
  you: string;
  mayManage: boolean;
  loaded: { readonly items: readonly Member[]; readonly nextCursor: string | null };
};

export function MemberList({ projectId, you, mayManage, loaded }: MemberListProps) {
  const t = useTranslations("people");
  const [{ items, nextCursor }, setPage] = useState(loaded);
  const more = useRequest();

  const set = (members: readonly Member[]) => setPage({ items: members, nextCursor });
  const loadMore = (cursor: string) =>
    more.run(
      () => api(listMembers, { params: { project: projectId }, query: { cursor, limit: 200 } }),
      (page) => setPage({ items: [...items, ...page.items], nextCursor: page.nextCursor }),
    );

  return (
    <Card
      title={t("members", { count: items.length, more: nextCursor === null ? "no" : "yes" })}
      actions={<RoleGuide />}
    >
      <ul aria-label={t("title")} className="divide-y divide-line">
        {items.map((member) => (
          <MemberItem
            key={member.id}
            projectId={projectId}
            member={member}
            isYou={member.id === you}
            mayManage={mayManage}
            onChanged={(next) => set(items.map((one) => (one.id === next.id ? next : one)))}
            onRemoved={() => set(items.filter((one) => one.id !== member.id))}
          />
        ))}
      </ul>
      <RequestError error={more.error} />
      {nextCursor !== null && (
        <Button className="mt-3" busy={more.isBusy} onClick={() => loadMore(nextCursor)}>
          {t("more")}
        </Button>
      )}
    </Card>
  );
}
