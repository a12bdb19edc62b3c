import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SchemeBoard } from "@/components/scheme/scheme-board";
import { SchemeResource } from "@/lib/contracts/projects";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProjectScheme } from "@/lib/server/projects/read";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("scheme");
  return { title: t("title") };
}

export default async function SchemePage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const scope = await pageScope("scheme.read", project, `/projects/${project}/scheme`);
  const [scheme, mayEdit] = await Promise.all([
    readProjectScheme(scope, {}),
    isPermitted("scheme.edit", project),
  ]);
  return <SchemeBoard projectId={project} loaded={SchemeResource.parse(scheme)} mayEdit={mayEdit} />;
}
