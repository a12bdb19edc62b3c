import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdjudicationList } from "@/components/adjudication/adjudication-list";
import { listAdjudication } from "@/lib/server/adjudication/read";
import { pageScope } from "@/lib/server/page-scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adjudication");
  return { title: t("title") };
}

export default async function AdjudicationPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const scope = await pageScope("adjudication.read", project, `/projects/${project}/adjudication`);
  return <AdjudicationList projectId={project} loaded={await listAdjudication(scope, { limit: 20 })} />;
}
