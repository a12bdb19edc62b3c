import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { GuidelinePage } from "@/components/guidelines/guideline-page";
import { readGuideline as declared } from "@/lib/contracts/guidelines";
import { AppError } from "@/lib/server/app-error";
import { listGuidelineCases } from "@/lib/server/guidelines/cases";
import { listGuidelineVersions, readGuideline } from "@/lib/server/guidelines/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProjectScheme } from "@/lib/server/projects/read";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("guidelines");
  return { title: t("title") };
}

type GuidelinesProps = {
  readonly params: Promise<{ project: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const CASES_MAX = 1_000;
const VERSIONS_MAX = 1_000;

export default async function Guidelines({ params, searchParams }: GuidelinesProps) {
  const { project } = await params;
  const query = declared.query?.safeParse(await searchParams);
  if (!query?.success) notFound();
  const here = `/projects/${project}/guidelines`;
  const scope = await pageScope("guideline.read", project, here);
  const [loaded, { items: versions }, cases, { scheme }, mayEdit] = await Promise.all([
    readGuideline(scope, query.data).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") notFound();
      throw error;
    }),
    listGuidelineVersions(scope, { limit: VERSIONS_MAX }),
    listGuidelineCases(scope, { limit: CASES_MAX }),
    readProjectScheme(await pageScope("scheme.read", project, here), {}),
    isPermitted("guideline.edit", project),
  ]);
  const { readNumber, number } = loaded;
  const lastRead =
    readNumber > 0 && readNumber < number ? await readGuideline(scope, { number: readNumber }) : null;
  return (
    <GuidelinePage
      projectId={project}
      userId={scope.principal.userId}
      scheme={scheme}
      loaded={loaded}
      versions={versions}
      lastRead={lastRead?.guideline ?? null}
      cases={cases.items}
      mayEdit={mayEdit}
    />
  );
}
