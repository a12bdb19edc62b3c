"use client";

import { Archive, FolderOpen, Library } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { listProjects, type ProjectResource } from "@/lib/contracts/projects";
import { CreateProjectDialog } from "./create-project-dialog";

type Page = { readonly items: readonly ProjectResource[]; readonly nextCursor: string | null };
type ProjectListProps = { loaded: Page; isArchive: boolean; mayCreate: boolean };

export function ProjectList({ loaded, isArchive, mayCreate }: ProjectListProps) {
  const t = useTranslations("projects");
  const [page, setPage] = useState(loaded);
  const more = useRequest();

  const loadMore = (cursor: string) =>
    more.run(
      () => api(listProjects, { query: { cursor, archived: isArchive ? "true" : "false" } }),
      (next) => setPage({ items: [...page.items, ...next.items], nextCursor: next.nextCursor }),
    );

  return (
    <>
      <PageHeader
        title={isArchive ? t("archive") : t("title")}
        actions={!isArchive && mayCreate && page.items.length > 0 && <CreateProjectDialog />}
      />
      {page.items.length === 0 ? (
        <NoProjects isArchive={isArchive} mayCreate={mayCreate} />
      ) : (
        <ul aria-label={t("title")} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {page.items.map((project) => (
            <ProjectItem key={project.id} project={project} />
          ))}
        </ul>
      )}
      <RequestError error={more.error} />
      <div className="mt-6 flex flex-wrap items-center justify-between gap-3 text-sm">
        <TextLink href={isArchive ? "/projects" : "/projects?archived=true"}>
          {isArchive ? t("toCurrent") : t("toArchive")}
        </TextLink>
        {page.nextCursor !== null && (
          <Button busy={more.isBusy} onClick={() => page.nextCursor && loadMore(page.nextCursor)}>
            {t("more")}
          </Button>
        )}
        {!isArchive && !mayCreate && page.items.length > 0 && (
          <p className="text-soft">{t("mayNotCreate")}</p>
        )}
      </div>
    </>
  );
}

function ProjectItem({ project }: { project: ProjectResource }) {
  const t = useTranslations("projects");
  const roles = useTranslations("people.roles");
  const { documents, members } = project.counts;
  return (
    <li className="group relative grid min-w-0 content-between gap-4 rounded-lg border border-line bg-surface p-5 shadow-card hover:border-edge">
      <h2 className="line-clamp-3 font-serif text-lg leading-snug font-semibold text-balance wrap-anywhere">
        {/* The link covers the card: one stop for the Tab key, the whole card for the mouse. */}
        <Link
          href={`/projects/${project.id}/documents`}
          title={project.name}
          className="underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-lg"
        >
          {project.name}
        </Link>
      </h2>
      <div className="flex flex-wrap items-center justify-between gap-2 text-[0.8125rem] text-soft">
        <span>
          {t("documents", { count: documents })} · {t("members", { count: members })}
        </span>
        <span className="flex gap-1.5">
          {project.archivedAt && (
            <Badge icon={<Archive aria-hidden className="size-3" />}>{t("archived")}</Badge>
          )}
          <Badge tone="accent">{roles(`${project.role}.name`)}</Badge>
        </span>
      </div>
    </li>
  );
}

function NoProjects({ isArchive, mayCreate }: { isArchive: boolean; mayCreate: boolean }) {
  const t = useTranslations("projects.empty");
  if (isArchive)
    return (
      <EmptyState icon={<Archive />} title={t("archive.title")}>
        {t("archive.text")}
      </EmptyState>
    );
  if (mayCreate)
    return (
      <EmptyState icon={<Library />} title={t("create.title")} actions={<CreateProjectDialog />}>
        {t("create.text")}
      </EmptyState>
    );
  return (
    <EmptyState icon={<FolderOpen />} title={t("ask.title")}>
      {t("ask.text")}
    </EmptyState>
  );
}
