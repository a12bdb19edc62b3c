import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProjectList } from "@/components/projects/project-list";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { listProjects } from "@/lib/server/projects/read";
import { SignedInFrame } from "../signed-in-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("projects");
  return { title: t("title") };
}

const here = "/projects";

type Query = { archived?: string | string[] };

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const archived = (await searchParams).archived === "true";
  const scope = await pageScope("project.list", null, here);
  const [projects, mayCreate] = await Promise.all([
    listProjects(scope, { limit: 100, archived }),
    isPermitted("project.create", null),
  ]);
  return (
    <SignedInFrame here={here}>
      <ProjectList key={String(archived)} loaded={projects} isArchive={archived} mayCreate={mayCreate} />
    </SignedInFrame>
  );
}
