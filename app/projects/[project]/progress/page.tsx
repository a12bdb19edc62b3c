import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ProgressPage } from "@/components/progress/progress-page";
import { Id } from "@/lib/contracts/operation";
import { AppError } from "@/lib/server/app-error";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProgress } from "@/lib/server/progress/read";
import { readProjectScheme } from "@/lib/server/projects/read";
import { listRounds } from "@/lib/server/rounds/read";

type ProgressPageParams = {
  readonly params: Promise<{ project: string }>;
  readonly searchParams: Promise<{ readonly round?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("progress");
  return { title: t("title") };
}

export default async function ProjectProgressPage({ params, searchParams }: ProgressPageParams) {
  const { project } = await params;
  const here = `/projects/${project}/progress`;
  const asked = Id.safeParse((await searchParams).round);
  const round = asked.success ? asked.data : undefined;
  const scope = await pageScope("progress.read", project, here);
  const [progress, rounds, seesAll, { scheme }] = await Promise.all([
    readProgress(scope, round).catch(refusedIsMissing),
    listRounds(await pageScope("round.read", project, here), { limit: 200 }),
    isPermitted("progress.readAll", project),
    readProjectScheme(await pageScope("scheme.read", project, here), {}),
  ]);
  return (
    <ProgressPage
      key={round ?? ""}
      projectId={project}
      progress={progress}
      rounds={rounds.items.map(({ id, name }) => ({ id, name }))}
      round={round}
      seesAll={seesAll}
      scheme={scheme}
    />
  );
}

function refusedIsMissing(error: unknown): never {
  if (error instanceof AppError) notFound();
  throw error;
}
