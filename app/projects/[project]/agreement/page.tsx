import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AgreementPage } from "@/components/agreement/agreement-page";
import { listMeasures, listReports, readReport } from "@/lib/server/agreement/read";
import { listMembers } from "@/lib/server/members/read";
import { isPermitted, pageScope } from "@/lib/server/page-scope";
import { readProjectScheme } from "@/lib/server/projects/read";
import { listRounds } from "@/lib/server/rounds/read";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("agreement");
  return { title: t("title") };
}

const limit = 200;

export default async function Agreement({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const here = `/projects/${project}/agreement`;
  const scope = await pageScope("agreement.read", project, here);
  const [{ items: reports }, { scheme }, members, rounds, mayRun] = await Promise.all([
    listReports(scope, { limit }),
    readProjectScheme(await pageScope("scheme.read", project, here), {}),
    listMembers(await pageScope("member.read", project, here), { limit }),
    listRounds(await pageScope("round.read", project, here), { limit }),
    isPermitted("agreement.run", project),
  ]);
  const newest = reports[0];
  return (
    <AgreementPage
      projectId={project}
      scheme={scheme}
      people={members.items.map(({ id, name }) => ({ id, name }))}
      rounds={rounds.items.map(({ id, name }) => ({ id, name }))}
      measures={listMeasures(scope)}
      reports={reports}
      loaded={newest ? await readReport(scope, newest.id) : null}
      mayRun={mayRun}
    />
  );
}
