import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Filter } from "@/components/activity/activity-filter";
import { ActivityLog } from "@/components/activity/activity-log";
import { changeNouns } from "@/lib/contracts/entities";
import { Id } from "@/lib/contracts/operation";
import { listChanges, newestSeq } from "@/lib/server/changes/read";
import { listMembers } from "@/lib/server/members/read";
import { pageScope } from "@/lib/server/page-scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity");
  return { title: t("title") };
}

type ActivityPageProps = {
  params: Promise<{ project: string }>;
  searchParams: Promise<{ who?: string | string[]; what?: string | string[] }>;
};

export default async function ActivityPage({ params, searchParams }: ActivityPageProps) {
  const { project } = await params;
  const { who, what } = await searchParams;
  const principal = Id.safeParse(who);
  const noun = changeNouns.find((one) => one === what);
  const filter: Filter = {
    ...(principal.success ? { principal: principal.data } : {}),
    ...(noun ? { noun } : {}),
  };
  const here = `/projects/${project}/activity`;
  const scope = await pageScope("change.read", project, here);
  // First: what happens while the page is read is then repeated by the feed, and not missed.
  const since = await newestSeq(scope);
  const [changes, members] = await Promise.all([
    listChanges(scope, { ...filter, order: "newest", limit: 200 }),
    listMembers(await pageScope("member.read", project, here), { limit: 500 }),
  ]);
  return (
    <ActivityLog
      key={JSON.stringify(filter)}
      projectId={project}
      people={members.items.map(({ id, name }) => ({ id, name }))}
      filter={filter}
      loaded={changes}
      since={since}
    />
  );
}
