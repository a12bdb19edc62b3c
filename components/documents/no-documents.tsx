import { ClipboardPaste, FileText, FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";

/** The first thing that a new project shows. */
export function NoDocuments(props: { importHref: string | null; removedHref: string | null }) {
  const { importHref, removedHref } = props;
  const t = useTranslations("documents.empty");
  return (
    <EmptyState
      icon={<FileText />}
      title={t("title")}
      actions={
        importHref && (
          <>
            <ButtonLink
              variant="primary"
              size="lg"
              href={importHref}
              icon={<FileUp aria-hidden className="size-5" />}
            >
              {t("import")}
            </ButtonLink>
            <ButtonLink
              size="lg"
              href={`${importHref}?from=paste`}
              icon={<ClipboardPaste aria-hidden className="size-5" />}
            >
              {t("paste")}
            </ButtonLink>
          </>
        )
      }
    >
      <p>{t(importHref ? "text" : "textReader")}</p>
      {removedHref && (
        <p className="mt-2">
          <TextLink href={removedHref}>{t("removed")}</TextLink>
        </p>
      )}
    </EmptyState>
  );
}
