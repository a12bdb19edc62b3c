import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { People } from "@/components/people/people";
import { listInvitations, listMembers } from "@/lib/server/members/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people");
  return { title: t("title") };
}

const limit = 200;

export default async function PeoplePage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const here = `/projects/${project}/people`;
  const scope = await pageScope("member.read", project, here);
  const mayManage = await isPermitted("member.manage", project);
  const [members, invitations] = await Promise.all([
    listMembers(scope, { limit }),
    mayManage ? listInvitations(await pageScope("member.manage", project, here), { limit }) : null,
  ]);
  return (
    <People
      projectId={project}
      you={scope.principal.userId}
      mayManage={mayManage}
      members={members}
      invitations={invitations}
    />
  );
}
