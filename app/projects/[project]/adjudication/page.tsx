import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdjudicationFilters } from "@/components/adjudication/adjudication-filters";
import { AdjudicationList } from "@/components/adjudication/adjudication-list";
import { AwaitedList } from "@/components/adjudication/awaited-list";
import { PageHeader } from "@/components/ui/page-header";
import { adjudicationFilterQuery, readAdjudicationFilter } from "@/lib/client/adjudication-filter";
import { listAdjudication, listAwaitedAdjudication } from "@/lib/server/adjudication/list";
import { pageScope } from "@/lib/server/page-scope";
import { listRounds } from "@/lib/server/rounds/read";

type AdjudicationPageProps = {
  readonly params: Promise<{ project: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

const PAGE_SIZE = 20;
const ROUNDS_MAX = 200;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adjudication");
  return { title: t("title") };
}

export default async function AdjudicationPage({ params, searchParams }: AdjudicationPageProps) {
  const { project } = await params;
  const here = `/projects/${project}/adjudication`;
  const scope = await pageScope("adjudication.read", project, here);
  const filter = readAdjudicationFilter(await searchParams);
  const { state: _, sort: __, ...inRound } = filter;
  const [loaded, awaited, rounds, t] = await Promise.all([
    listAdjudication(scope, { ...filter, limit: PAGE_SIZE }),
    listAwaitedAdjudication(scope, { ...inRound, limit: PAGE_SIZE }),
    listRounds(await pageScope("round.read", project, here), { limit: ROUNDS_MAX }),
    getTranslations("adjudication"),
  ]);
  const key = adjudicationFilterQuery(filter);
  const isNarrowed = filter.round !== undefined || filter.state !== undefined;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {(loaded.items.length > 1 || awaited.items.length > 0 || isNarrowed) && (
        <AdjudicationFilters
          projectId={project}
          filter={filter}
          rounds={rounds.items.map(({ id, name }) => ({ id, name }))}
        />
      )}
      <AdjudicationList key={key} projectId={project} filter={filter} loaded={loaded} />
      <AwaitedList key={`awaited ${key}`} projectId={project} loaded={awaited} {...inRound} />
    </>
  );
}
