import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { preload } from "react-dom";
import { ReaderPage } from "@/components/reader/reader-page";
import { addressOf } from "@/lib/client/api";
import { readReader, readText } from "@/lib/contracts/documents";
import { readSchemeStyle } from "@/lib/contracts/projects";
import { mayWorkAt } from "@/lib/domain/workflow/round-state";
import { readAccount } from "@/lib/server/accounts/read";
import { isUuid } from "@/lib/server/authorize";
import { readSummary } from "@/lib/server/documents/read";
import { knownEntity, listEntities } from "@/lib/server/entities/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProject } from "@/lib/server/projects/read";
import { previousDocument, readHead } from "@/lib/server/reader/read";
import { newestPlace } from "@/lib/server/revisions/newest-place";
import { listRevisions } from "@/lib/server/revisions/read";
import { SignedInFrame } from "../../../../signed-in-frame";

type DocumentPageProps = {
  readonly params: Promise<{ project: string; document: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

const ENTITIES_MAX = 1_000;

export async function generateMetadata({ params }: DocumentPageProps): Promise<Metadata> {
  const { project, document } = await params;
  const scope = await pageScope("document.read", project, `/projects/${project}/documents/${document}`);
  const { title } = await readSummary(scope, document).catch(() => ({ title: "" }));
  return { title };
}

export default async function DocumentPage({ params, searchParams }: DocumentPageProps) {
  const { project: projectId, document: documentId } = await params;
  const set = (await searchParams).set === "gold" ? ("gold" as const) : undefined;
  if (!isUuid(documentId)) notFound();
  const here = `/projects/${projectId}/documents/${documentId}`;
  const scope = await pageScope("annotation.read", projectId, here);
  await followLink(projectId, documentId, await searchParams);
  const place = { project: projectId, document: documentId };
  const [head, summary, project, account, entities, previousId, may, revisions, t] = await Promise.all([
    readHead(scope, documentId, set).catch(refusedIsMissing),
    readSummary(await pageScope("document.read", projectId, here), documentId).catch(refusedIsMissing),
    readProject(await pageScope("project.read", projectId, here)),
    readAccount(await pageScope("account.read", null, here)),
    listEntities(await pageScope("entity.read", projectId, here), { limit: ENTITIES_MAX }),
    previousDocument(await pageScope("document.read", projectId, here), documentId),
    permissionsOf(projectId),
    listRevisions(await pageScope("document.read", projectId, here), documentId, { limit: 100 }).catch(
      refusedIsMissing,
    ),
    getTranslations("reader"),
  ]);
  if (!head.isWhole) {
    // On its way before the scripts have run; the page takes it from there.
    const query = head.state.work === "gold" ? ({ set: "gold" } as const) : {};
    for (const address of [
      addressOf(readText, { params: place }),
      addressOf(readReader, { params: place, query }),
    ])
      preload(address, { as: "fetch", crossOrigin: "anonymous" });
  }
  const newest = revisions.items.find(({ isNewest }) => isNewest)?.id ?? documentId;
  const newestId = newest === documentId ? null : newest;
  const style = addressOf(readSchemeStyle, { params: place, query: { version: head.schemeVersion } });

  return (
    <SignedInFrame
      here={here}
      width="full"
      breadcrumbs={[
        { label: t("projects"), href: "/projects" },
        { label: project.name, href: `/projects/${projectId}/documents` },
      ]}
    >
      <link rel="stylesheet" href={style} precedence="high" />
      <ReaderPage
        seed={{
          userId: account.id,
          projectId,
          documentId,
          scheme: head.scheme,
          text: head.text,
          isWhole: head.isWhole,
          state: head.state,
          entities: entities.items.map(knownEntity),
          mayCorrect: may.mayCorrect,
          mayComment: may.mayComment,
          mayModerate: may.mayCorrect,
          mayReview: may.mayReview,
          userName: account.name,
          // Rounds say whose documents are whose; what isn't this person's they read.
          mayAnnotate:
            head.state.work === "gold"
              ? head.state.gold === "write"
              : may.mayAnnotate && mayWorkAt(head.state.place),
          supersededById: newestId,
        }}
        about={{
          title: summary.title,
          outlet: summary.outlet,
          byline: summary.byline,
          credit: summary.credit,
          publishedAt: summary.publishedAt,
          url: summary.url,
          language: summary.language,
          split: summary.split,
          licenceNote: summary.licenceNote,
          length: summary.length,
          previousId,
          isArchived: project.archivedAt !== null,
          isCoder: may.mayAnnotate,
          revision: {
            newestId,
            supersedesId: summary.supersedesId,
            waiting: summary.waiting,
            mayResolve: may.mayResolve,
          },
          mayCorrect: may.mayEditText && newestId === null && summary.deletedAt === null,
        }}
        person={{ name: account.name, email: account.email }}
      />
    </SignedInFrame>
  );
}

/** A link to something on a text that has been corrected leads to the same thing on the newest text. */
async function followLink(
  projectId: string,
  documentId: string,
  search: Awaited<DocumentPageProps["searchParams"]>,
): Promise<void> {
  const [key, id] =
    (["thread", "annotation"] as const).map((name) => [name, search[name]] as const).find(([, to]) => to) ??
    [];
  if (typeof id !== "string" || !isUuid(id)) return;
  const documents = `/projects/${projectId}/documents`;
  const newest = await newestPlace(
    await pageScope("document.read", projectId, `${documents}/${documentId}`),
    documentId,
  );
  if (newest) redirect(`${documents}/${newest.documentId}?${key}=${newest.idOf(id)}`);
}

/** What the page lets its person try; the same table is asked again by each request. */
async function permissionsOf(projectId: string) {
  const [mayAnnotate, mayReview, mayCorrect, mayComment, mayResolve, mayEditText] = await Promise.all([
    isPermitted("annotation.create", projectId),
    isPermitted("review.write", projectId),
    // Those who correct marks are those who may take down what was said.
    isPermitted("annotation.correct", projectId),
    isPermitted("comment.write", projectId),
    isPermitted("displacement.resolve", projectId),
    isPermitted("document.edit", projectId),
  ]);
  return { mayAnnotate, mayReview, mayCorrect, mayComment, mayResolve, mayEditText };
}

function refusedIsMissing(error: unknown): never {
  if (error instanceof Error && error.name === "AppError") notFound();
  throw error;
}
