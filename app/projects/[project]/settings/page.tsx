import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProjectSettings } from "@/components/projects/project-settings";
import { PageHeader } from "@/components/ui/page-header";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProject } from "@/lib/server/projects/read";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("projects.settings");
  return { title: t("title") };
}

export default async function SettingsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: id } = await params;
  const scope = await pageScope("project.read", id, `/projects/${id}/settings`);
  const [project, mayManage, mayArchive, t] = await Promise.all([
    readProject(scope),
    isPermitted("project.manage", id),
    isPermitted("project.archive", id),
    getTranslations("projects.settings"),
  ]);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t("title")} />
      <ProjectSettings loaded={project} mayManage={mayManage} mayArchive={mayArchive} />
    </div>
  );
}
