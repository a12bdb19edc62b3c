import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EarlierImports } from "@/components/imports/earlier-imports";
import { ImportFlow } from "@/components/imports/import-flow";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { AppError } from "@/lib/server/app-error";
import { isUuid, type Scope } from "@/lib/server/authorize";
import { importableEndings } from "@/lib/server/extract/file-kind";
import { listImports, readImport } from "@/lib/server/imports/read";
import { pageScope } from "@/lib/server/page-scope";

type ImportPageProps = {
  readonly params: Promise<{ project: string }>;
  readonly searchParams: Promise<{ readonly import?: string | string[]; readonly from?: string | string[] }>;
};

const earlierShown = 10;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

/** The import that the address names; an address that names none leads nowhere. */
async function namedImport(scope: Scope<"document.import">, id: string | string[] | undefined) {
  if (id === undefined) return null;
  if (typeof id !== "string" || !isUuid(id)) notFound();
  try {
    return await readImport(scope, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const { project: projectId } = await params;
  const documents = `/projects/${projectId}/documents`;
  const scope = await pageScope("document.import", projectId, `${documents}/import`);
  const asked = await searchParams;
  const [current, earlier, t] = await Promise.all([
    namedImport(scope, asked.import),
    listImports(scope, { limit: earlierShown }),
    getTranslations("imports"),
  ]);
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <ButtonLink variant="ghost" href={documents} icon={<ArrowLeft aria-hidden className="size-4" />}>
            {t("back")}
          </ButtonLink>
        }
      />
      <ImportFlow
        key={current?.id ?? "new"}
        projectId={projectId}
        endings={importableEndings}
        initial={current}
        way={asked.from === "paste" ? "paste" : "files"}
      >
        <EarlierImports projectId={projectId} imports={earlier.items} />
      </ImportFlow>
    </div>
  );
}
