"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Moment } from "@/components/account/moment";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/text-link";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { archiveProject, type ProjectResource, restoreProject } from "@/lib/contracts/projects";
import { ProjectForm } from "./project-form";

type ProjectSettingsProps = { loaded: ProjectResource; mayManage: boolean; mayArchive: boolean };

export function ProjectSettings({ loaded, mayManage, mayArchive }: ProjectSettingsProps) {
  const t = useTranslations("projects.settings");
  const roles = useTranslations("people.roles");
  const router = useRouter();
  const [project, setProject] = useState(loaded);

  function changed(next: ProjectResource): void {
    setProject(next);
    // Name and state stand in the frame too, which comes from the server.
    router.refresh();
  }

  const isOpen = project.archivedAt === null;
  return (
    <div className="grid gap-6">
      {!mayArchive && <p className="text-soft">{t("onlyOwners", { role: roles(`${project.role}.name`) })}</p>}
      {mayManage && isOpen && <ProjectForm project={project} onChanged={changed} />}
      <ProjectFacts project={project} />
      {mayArchive && <ArchiveCard project={project} onChanged={changed} />}
    </div>
  );
}

function ProjectFacts({ project }: { project: ProjectResource }) {
  const t = useTranslations("projects.settings");
  return (
    <Card title={t("facts")}>
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[max-content_1fr] max-sm:[&_dd]:mb-2 [&_dt]:text-soft">
        <dt>{t("name")}</dt>
        <dd className="wrap-anywhere">{project.name}</dd>
        <dt>{t("blindNow")}</dt>
        <dd>{project.blind ? t("yes") : t("no")}</dd>
        <dt>{t("created")}</dt>
        <dd>
          <Moment at={project.createdAt} dateOnly />
        </dd>
        <dt>{t("scheme")}</dt>
        <dd>
          <TextLink href={`/projects/${project.id}/scheme`}>
            {t("schemeVersion", { version: project.schemeVersion })}
          </TextLink>
        </dd>
        <dt>{t("id")}</dt>
        <dd className="flex flex-wrap items-center gap-2">
          <code className="font-mono text-[0.8125rem] break-all">{project.id}</code>
          <CopyButton text={project.id} />
        </dd>
      </dl>
    </Card>
  );
}

type ArchiveCardProps = { project: ProjectResource; onChanged: (project: ProjectResource) => void };

function ArchiveCard({ project, onChanged }: ArchiveCardProps) {
  const t = useTranslations("projects.settings");
  const { isBusy, error, run } = useRequest();
  const params = { project: project.id };
  const isArchived = project.archivedAt !== null;
  return (
    <Card title={isArchived ? t("restore") : t("archive")}>
      <div className="grid justify-items-start gap-4">
        <p className="text-sm text-soft">{isArchived ? t("restoreText") : t("archiveText")}</p>
        <RequestError error={error} />
        {isArchived ? (
          <Button
            variant="primary"
            busy={isBusy}
            icon={<ArchiveRestore aria-hidden className="size-4" />}
            onClick={() => run(() => api(restoreProject, { params }), onChanged)}
          >
            {t("restoreAction")}
          </Button>
        ) : (
          <ConfirmDialog
            title={t("archiveTitle", { name: project.name })}
            description={t("archiveDescription")}
            confirmLabel={t("archiveAction")}
            onConfirm={() => run(() => api(archiveProject, { params }), onChanged)}
            trigger={
              <Button busy={isBusy} icon={<Archive aria-hidden className="size-4" />}>
                {t("archiveAction")}
              </Button>
            }
          />
        )}
      </div>
    </Card>
  );
}
