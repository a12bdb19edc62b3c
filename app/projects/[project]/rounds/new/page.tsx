import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LISTED_MAX } from "@/components/rounds/project-documents";
import { RoundForm } from "@/components/rounds/round-form";
import { DocumentFilter } from "@/lib/contracts/documents";
import { codes } from "@/lib/policy/policy";
import { documentFacets, listDocuments } from "@/lib/server/documents/read";
import { listMembers } from "@/lib/server/members/read";
import { pageScope } from "@/lib/server/page-scope";
import { versionsInForce } from "@/lib/server/rounds/read";

const membersMax = 1_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rounds");
  return { title: t("new") };
}

export default async function NewRoundPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const here = `/projects/${project}/rounds/new`;
  const scope = await pageScope("round.manage", project, here);
  const documents = await pageScope("document.read", project, here);
  const [listed, facets, members, versions] = await Promise.all([
    listDocuments(documents, { ...DocumentFilter.parse({}), limit: LISTED_MAX }),
    documentFacets(documents),
    listMembers(await pageScope("member.read", project, here), { limit: membersMax }),
    versionsInForce(scope),
  ]);
  return (
    <RoundForm
      projectId={project}
      listed={{
        items: listed.items.map(({ id, title, outlet }) => ({ id, title, outlet })),
        total: listed.total,
      }}
      facets={facets}
      people={members.items.filter(codes).map(({ id, name, role }) => ({ id, name, role }))}
      versions={versions}
    />
  );
}
