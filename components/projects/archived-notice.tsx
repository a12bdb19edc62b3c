import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";

/** Why nothing can be changed in an archived project, and who can open it again. */
export function ArchivedNotice({ projectId, mayRestore }: { projectId: string; mayRestore: boolean }) {
  const t = useTranslations("projects.archivedNotice");
  return (
    <Callout
      tone="warning"
      title={t("title")}
      className="mb-6"
      actions={
        mayRestore && (
          <ButtonLink size="sm" href={`/projects/${projectId}/settings`}>
            {t("toSettings")}
          </ButtonLink>
        )
      }
    >
      {mayRestore ? t("mayRestore") : t("ask")}
    </Callout>
  );
}
