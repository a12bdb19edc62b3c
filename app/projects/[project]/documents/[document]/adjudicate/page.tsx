import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdjudicationPage } from "@/components/adjudication/adjudication-page";
import { addressOf } from "@/lib/client/api";
import type { ReaderState } from "@/lib/contracts/documents";
import { readSchemeStyle } from "@/lib/contracts/projects";
import { readAccount } from "@/lib/server/accounts/read";
import { readAdjudication } from "@/lib/server/adjudication/read";
import { AppError } from "@/lib/server/app-error";
import { isUuid } from "@/lib/server/authorize";
import { readSummary } from "@/lib/server/documents/read";
import { knownEntity, listEntities } from "@/lib/server/entities/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProject } from "@/lib/server/projects/read";
import { decisionNow } from "@/lib/server/revisions/newest-place";
import { readScheme } from "@/lib/server/schemes/read";
import { readText } from "@/lib/server/texts/read";
import { SignedInFrame } from "../../../../../signed-in-frame";

type AdjudicatePageProps = {
  readonly params: Promise<{ project: string; document: string }>;
  readonly searchParams: Promise<{ readonly decision?: string | string[] }>;
};

const ENTITIES_MAX = 1_000;

export async function generateMetadata({ params }: AdjudicatePageProps): Promise<Metadata> {
  const { project, document } = await params;
  const here = `/projects/${project}/documents/${document}/adjudicate`;
  const scope = await pageScope("document.read", project, here);
  const [{ title }, t] = await Promise.all([
    readSummary(scope, document).catch(() => ({ title: "" })),
    getTranslations("adjudication"),
  ]);
  return { title: `${t("open")}: ${title}` };
}

export default async function AdjudicatePage({ params, searchParams }: AdjudicatePageProps) {
  const { project: projectId, document: documentId } = await params;
  if (!isUuid(documentId)) notFound();
  const here = `/projects/${projectId}/documents/${documentId}/adjudicate`;
  const scope = await pageScope("adjudication.read", projectId, here);
  const { decision } = await searchParams;
  const moved =
    typeof decision === "string" && isUuid(decision) ? await decisionNow(scope, documentId, decision) : null;
  if (moved)
    redirect(`/projects/${projectId}/documents/${moved.documentId}/adjudicate?decision=${moved.decisionId}`);
  const [work, summary, project, account, entities, mayDecide, mayMeasure, mayExport, t] = await Promise.all([
    readAdjudication(scope, documentId).catch(refusedIsMissing),
    readSummary(await pageScope("document.read", projectId, here), documentId).catch(refusedIsMissing),
    readProject(await pageScope("project.read", projectId, here)),
    readAccount(await pageScope("account.read", null, here)),
    listEntities(await pageScope("entity.read", projectId, here), { limit: ENTITIES_MAX }),
    isPermitted("adjudication.decide", projectId),
    isPermitted("agreement.read", projectId),
    isPermitted("corpus.export", projectId),
    getTranslations("adjudication"),
  ]);
  const { text } = await readText(scope, documentId);
  const scheme = await readScheme(scope, project.schemeVersion);
  const style = addressOf(readSchemeStyle, {
    params: { project: projectId },
    query: { version: project.schemeVersion },
  });
  return (
    <SignedInFrame
      here={here}
      width="full"
      breadcrumbs={[
        { label: project.name, href: `/projects/${projectId}/documents` },
        { label: t("title"), href: `/projects/${projectId}/adjudication` },
      ]}
    >
      <link rel="stylesheet" href={style} precedence="high" />
      <AdjudicationPage
        key={documentId}
        seed={{
          userId: account.id,
          projectId,
          documentId,
          scheme,
          text,
          isWhole: true,
          state: nothingYet,
          entities: entities.items.map(knownEntity),
          mayAnnotate: false,
          mayReview: false,
          mayCorrect: false,
          mayComment: false,
          mayModerate: false,
          supersededById: null,
          userName: account.name,
        }}
        work={work}
        title={summary.title}
        language={summary.language}
        mayDecide={mayDecide && summary.supersededById === null}
        mayMeasure={mayMeasure}
        mayExport={mayExport}
      />
    </SignedInFrame>
  );
}

/** The page puts the items into the text itself. */
const noAnnotations = {
  tags: [],
  sets: [],
  entities: [],
  ids: [],
  kind: [],
  tag: [],
  set: [],
  spans: [],
  entity: [],
  ends: [],
  revision: [],
  attributes: {},
  notes: {},
};
const nothingYet: ReaderState = {
  work: "mine",
  gold: "none",
  isAdjudicable: false,
  annotations: noAnnotations,
  seq: "0",
  myState: "none",
  place: "free",
  round: null,
  mySetId: null,
  sets: [],
  reviews: [],
};

/** A document that can't be adjudicated yet has no such page, like one that isn't there. */
function refusedIsMissing(error: unknown): never {
  if (error instanceof AppError) notFound();
  throw error;
}
