import { FilePlus2, Play } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DocumentBrowser } from "@/components/documents/document-browser";
import { NoDocuments } from "@/components/documents/no-documents";
import { ExportButton } from "@/components/exports/export-button";
import { MyRounds } from "@/components/rounds/my-rounds";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { isNarrowed, readDocumentFilter } from "@/lib/client/document-filter";
import { DocumentFilter } from "@/lib/contracts/documents";
import { nextDocument } from "@/lib/server/assignments/read";
import { documentFacets, listDocuments } from "@/lib/server/documents/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readMyRounds } from "@/lib/server/rounds/my-rounds";

type DocumentsPageProps = {
  readonly params: Promise<{ project: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

/** Enough for a screen and the way to the next one; the rest comes while reading. */
const firstPageSize = 60;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("documents");
  return { title: t("title") };
}

export default async function DocumentsPage({ params, searchParams }: DocumentsPageProps) {
  const { project: projectId } = await params;
  const here = `/projects/${projectId}/documents`;
  const scope = await pageScope("document.read", projectId, here);
  const filter = readDocumentFilter(await searchParams);
  const rounds = await pageScope("round.read", projectId, here);
  const [page, facets, next, mine, mayImport, mayEdit, mayRemove, mayAnnotate, mayExport, t] =
    await Promise.all([
      listDocuments(scope, { ...DocumentFilter.parse(filter), limit: firstPageSize }),
      documentFacets(scope),
      nextDocument(scope, undefined),
      readMyRounds(rounds),
      isPermitted("document.import", projectId),
      isPermitted("document.edit", projectId),
      isPermitted("document.delete", projectId),
      isPermitted("annotation.create", projectId),
      isPermitted("corpus.export", projectId),
      getTranslations("documents"),
    ]);
  const all = facets.split.reduce((sum, { count }) => sum + count, 0);
  const hasNone = all === 0 && !isNarrowed(filter);
  const hasRemoved =
    hasNone &&
    mayRemove &&
    (await listDocuments(scope, { ...DocumentFilter.parse({ deleted: "true" }), limit: 1 })).total > 0;
  const isDone = mayAnnotate && all > 0 && next.id === null && next.claimRoundId === null;

  return (
    <>
      <PageHeader
        title={t("title")}
        description={isDone ? t("allSubmitted") : undefined}
        actions={
          <>
            {mayExport && !hasNone && <ExportButton projectId={projectId} />}
            {mayImport && !hasNone && (
              <ButtonLink href={`${here}/import`} icon={<FilePlus2 aria-hidden className="size-4" />}>
                {t("import")}
              </ButtonLink>
            )}
            {mayAnnotate && next.id !== null && (
              <ButtonLink
                variant="primary"
                href={`${here}/${next.id}`}
                prefetch={false}
                icon={<Play aria-hidden className="size-4" />}
              >
                {t("continue")}
                <span className="font-normal opacity-85">{t("continueLeft", { count: next.remaining })}</span>
              </ButtonLink>
            )}
          </>
        }
      />
      {mayAnnotate && <MyRounds projectId={projectId} rounds={mine.items} />}
      {hasNone ? (
        <NoDocuments
          importHref={mayImport ? `${here}/import` : null}
          removedHref={hasRemoved ? `${here}?deleted=true` : null}
        />
      ) : (
        <DocumentBrowser
          projectId={projectId}
          filter={filter}
          facets={facets}
          first={page}
          mayEdit={mayEdit}
          mayRemove={mayRemove}
        />
      )}
    </>
  );
}
