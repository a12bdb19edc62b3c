import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RoundPage } from "@/components/rounds/round-page";
import { codes } from "@/lib/policy/policy";
import { AppError } from "@/lib/server/app-error";
import { isUuid } from "@/lib/server/authorize";
import { listMembers } from "@/lib/server/members/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readMatrix } from "@/lib/server/rounds/matrix";
import { planRound } from "@/lib/server/rounds/plan";
import { readRound } from "@/lib/server/rounds/read";

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
  const plan =
    mayManage && round.state === "planned"
      ? await planRound(await pageScope("round.manage", project, here), id)
      : null;
  return (
    <RoundPage
      projectId={project}
      round={round}
      matrix={matrix}
      plan={plan}
      people={members.items.filter(codes).map(({ id: user, name }) => ({ id: user, name }))}
      mayManage={mayManage}
    />
  );
}

function refusedIsMissing(error: unknown): never {
  if (error instanceof AppError) notFound();
  throw error;
}
