import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ComparePage } from "@/components/compare/compare-page";
import { NotOpenNotice } from "@/components/compare/not-open-notice";
import { addressOf } from "@/lib/client/api";
import { readCompareAddress } from "@/lib/client/compare-address";
import { readSchemeStyle } from "@/lib/contracts/projects";
import { readAccount } from "@/lib/server/accounts/read";
import { isUuid } from "@/lib/server/authorize";
import { documentEntityKeys, readDocumentSets } from "@/lib/server/comparison/read";
import { readSummary } from "@/lib/server/documents/read";
import { knownEntity, listEntities } from "@/lib/server/entities/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProject } from "@/lib/server/projects/read";
import { readHead } from "@/lib/server/reader/read";
import { SignedInFrame } from "../../../../../signed-in-frame";

type CompareRouteProps = {
  readonly params: Promise<{ project: string; document: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const ENTITIES_MAX = 1_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("compare");
  return { title: t("title") };
}

export default async function CompareRoute({ params, searchParams }: CompareRouteProps) {
  const { project: projectId, document: documentId } = await params;
  if (!isUuid(documentId)) notFound();
  const documentHref = `/projects/${projectId}/documents/${documentId}`;
  const here = `${documentHref}/compare`;
  const scope = await pageScope("annotation.read", projectId, here);
  const [{ sets, isBlind }, summary, project, t] = await Promise.all([
    readDocumentSets(scope, documentId).catch(refusedIsMissing),
    readSummary(await pageScope("document.read", projectId, here), documentId).catch(refusedIsMissing),
    readProject(await pageScope("project.read", projectId, here)),
    getTranslations("compare"),
  ]);
  const frame = {
    here,
    breadcrumbs: [
      { label: t("projects"), href: "/projects" },
      { label: project.name, href: `/projects/${projectId}/documents` },
      { label: summary.title, href: documentHref },
    ],
  };
  if (sets.length < 2)
    return (
      <SignedInFrame {...frame}>
        <h1 className="sr-only">{t("title")}</h1>
        <NotOpenNotice reason={isBlind ? "blind" : "fewSets"} documentHref={documentHref} />
      </SignedInFrame>
    );

  const [head, account, entities, entityKeys, mayReview, mayCorrect, query] = await Promise.all([
    readHead(scope, documentId).catch(refusedIsMissing),
    readAccount(await pageScope("account.read", null, here)),
    listEntities(await pageScope("entity.read", projectId, here), { limit: ENTITIES_MAX }),
    documentEntityKeys(scope, documentId),
    isPermitted("review.write", projectId),
    isPermitted("annotation.correct", projectId),
    searchParams,
  ]);
  const place = { project: projectId, document: documentId };
  const style = addressOf(readSchemeStyle, { params: place, query: { version: head.schemeVersion } });
  return (
    <SignedInFrame {...frame} width="full">
      <link rel="stylesheet" href={style} precedence="high" />
      <ComparePage
        seed={{
          userId: account.id,
          projectId,
          documentId,
          scheme: head.scheme,
          text: head.text,
          isWhole: head.isWhole,
          state: head.state,
          entities: entities.items.map(knownEntity),
          // Nothing is tagged here: who compares looks at what is there.
          mayAnnotate: false,
          mayReview,
          mayCorrect,
          mayComment: false,
          mayModerate: false,
          supersededById: null,
          userName: account.name,
        }}
        start={{ sets, entityKeys, address: readCompareAddress(query) }}
        about={{ title: summary.title, language: summary.language }}
      />
    </SignedInFrame>
  );
}

function refusedIsMissing(error: unknown): never {
  if (error instanceof Error && error.name === "AppError") notFound();
  throw error;
}
