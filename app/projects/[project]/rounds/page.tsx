import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RoundList } from "@/components/rounds/round-list";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { listRounds } from "@/lib/server/rounds/read";

const limit = 200;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rounds");
  return { title: t("title") };
}

export default async function RoundsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const scope = await pageScope("round.read", project, `/projects/${project}/rounds`);
  const [{ items }, mayManage] = await Promise.all([
    listRounds(scope, { limit }),
    isPermitted("round.manage", project),
  ]);
  return <RoundList projectId={project} rounds={items} mayManage={mayManage} />;
}
