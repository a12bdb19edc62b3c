import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LISTED_MAX } from "@/components/rounds/project-documents";
import { RoundPage } from "@/components/rounds/round-page";
import { DocumentFilter } from "@/lib/contracts/documents";
import { codes } from "@/lib/policy/policy";
import { AppError } from "@/lib/server/app-error";
import { isUuid } from "@/lib/server/authorize";
import { newestSeq } from "@/lib/server/changes/read";
import { documentFacets, listDocuments } from "@/lib/server/documents/read";
import { listMembers } from "@/lib/server/members/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readMatrix } from "@/lib/server/rounds/matrix";
import { listRounds, readRound } from "@/lib/server/rounds/read";
import { planRound } from "@/lib/server/rounds/stored-plan";

type RoundPageParams = { readonly params: Promise<{ project: string; round: string }> };

const limit = 1_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rounds");
  return { title: t("title") };
}

export default async function OneRoundPage({ params }: RoundPageParams) {
  const { project, round: id } = await params;
  if (!isUuid(id)) notFound();
  const here = `/projects/${project}/rounds/${id}`;
  const scope = await pageScope("round.read", project, here);
  const [round, seesAll, mayManage, members] = await Promise.all([
    readRound(scope, id).catch(refusedIsMissing),
    isPermitted("progress.readAll", project),
    isPermitted("round.manage", project),
    listMembers(await pageScope("member.read", project, here), { limit }),
  ]);
  const matrix = seesAll
    ? await readMatrix(await pageScope("progress.readAll", project, here), id, { limit })
    : null;
  const manage = mayManage ? await pageScope("round.manage", project, here) : null;
  const documents = await pageScope("document.read", project, here);
  const [plan, rounds, facets, listed, since] = await Promise.all([
    manage && round.state === "planned" ? planRound(manage, id) : null,
    manage ? listRounds(scope, { limit }) : null,
    manage ? documentFacets(documents) : {},
    manage ? listDocuments(documents, { ...DocumentFilter.parse({}), limit: LISTED_MAX }) : null,
    newestSeq(await pageScope("change.read", project, here)),
  ]);
  return (
    <RoundPage
      projectId={project}
      round={round}
      matrix={matrix}
      plan={plan}
      people={members.items.filter(codes).map(({ id: user, name }) => ({ id: user, name }))}
      mayManage={mayManage}
      others={(rounds?.items ?? [])
        .filter((other) => other.id !== id && other.state !== "closed")
        .map(({ id: other, name, state, mode }) => ({ id: other, name, state, mode }))}
      facets={facets}
      listed={{
        items: (listed?.items ?? []).map(({ id: one, title, outlet }) => ({ id: one, title, outlet })),
        total: listed?.total ?? 0,
      }}
      since={since}
    />
  );
}

function refusedIsMissing(error: unknown): never {
  if (error instanceof AppError) notFound();
  throw error;
}
