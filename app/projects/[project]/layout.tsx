import {
  BookOpenText,
  ChartNoAxesColumn,
  FileText,
  Gavel,
  History,
  Layers,
  Scale,
  Settings,
  Tags,
  Users,
} from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ArchivedNotice } from "@/components/projects/archived-notice";
import { ProjectFrame } from "@/components/projects/project-frame";
import { ProjectNav } from "@/components/shell/project-nav";
import { isPermitted, pagePrincipal, pageScope } from "@/lib/server/page-scope";
import { readProject } from "@/lib/server/projects/read";
import { SignedInFrame } from "../../signed-in-frame";

type ProjectLayoutProps = { children: ReactNode; params: Promise<{ project: string }> };

export async function generateMetadata({ params }: ProjectLayoutProps): Promise<Metadata> {
  if (!(await pagePrincipal())) return {};
  const { project: id } = await params;
  const project = await readProject(await pageScope("project.read", id, `/projects/${id}`));
  const common = await getTranslations("common");
  const template = `%s · ${project.name.replaceAll("%s", "% s")} · ${common("product")}`;
  return { title: { default: `${project.name} · ${common("product")}`, template } };
}

export default async function ProjectLayout({ children, params }: ProjectLayoutProps) {
  // Strangers are left to the page: it knows its own path, to which they come back when they have signed in.
  if (!(await pagePrincipal())) return children;
  const { project: id } = await params;
  const root = `/projects/${id}`;
  const [project, mayRestore, seesAgreement, mayAdjudicate, t] = await Promise.all([
    readProject(await pageScope("project.read", id, root)),
    isPermitted("project.archive", id),
    isPermitted("agreement.read", id),
    isPermitted("adjudication.read", id),
    getTranslations("projects"),
  ]);
  const nav = (
    <ProjectNav
      items={[
        { href: `${root}/documents`, label: t("nav.documents"), icon: <FileText aria-hidden /> },
        { href: `${root}/rounds`, label: t("nav.rounds"), icon: <Layers aria-hidden /> },
        { href: `${root}/progress`, label: t("nav.progress"), icon: <ChartNoAxesColumn aria-hidden /> },
        ...(seesAgreement
          ? [{ href: `${root}/agreement`, label: t("nav.agreement"), icon: <Scale aria-hidden /> }]
          : []),
        ...(mayAdjudicate
          ? [{ href: `${root}/adjudication`, label: t("nav.adjudication"), icon: <Gavel aria-hidden /> }]
          : []),
        { href: `${root}/people`, label: t("nav.people"), icon: <Users aria-hidden /> },
        { href: `${root}/scheme`, label: t("nav.scheme"), icon: <Tags aria-hidden /> },
        { href: `${root}/guidelines`, label: t("nav.guidelines"), icon: <BookOpenText aria-hidden /> },
        { href: `${root}/activity`, label: t("nav.activity"), icon: <History aria-hidden /> },
        { href: `${root}/settings`, label: t("nav.settings"), icon: <Settings aria-hidden /> },
      ]}
    />
  );
  const framed = (
    <SignedInFrame
      here={root}
      nav={nav}
      breadcrumbs={[{ label: t("title"), href: "/projects" }, { label: project.name }]}
    >
      {project.archivedAt !== null && <ArchivedNotice projectId={id} mayRestore={mayRestore} />}
      {children}
    </SignedInFrame>
  );
  return <ProjectFrame framed={framed}>{children}</ProjectFrame>;
}
