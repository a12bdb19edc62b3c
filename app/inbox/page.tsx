import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type InboxFilter, InboxList } from "@/components/inbox/inbox-list";
import { PageHeader } from "@/components/ui/page-header";
import { notificationKinds } from "@/lib/contracts/notifications";
import { isUuid } from "@/lib/server/authorize";
import { listNotifications } from "@/lib/server/notifications/read";
import { pageScope } from "@/lib/server/page-scope";
import { listProjects } from "@/lib/server/projects/read";
import { SignedInFrame } from "../signed-in-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inbox");
  return { title: t("title") };
}

type InboxPageProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

const here = "/inbox";
const PAGE_SIZE = 50;
/** More than a person has. */
const PROJECTS_MAX = 500;

export default async function InboxPage({ searchParams }: InboxPageProps) {
  const filter = filterOf(await searchParams);
  const scope = await pageScope("notification.read", null, here);
  const [first, projects, t] = await Promise.all([
    listNotifications(scope, { ...filter, limit: PAGE_SIZE }),
    listProjects(await pageScope("project.list", null, here), { limit: PROJECTS_MAX }),
    getTranslations("inbox"),
  ]);
  return (
    <SignedInFrame here={here} width="narrow" breadcrumbs={[{ label: t("title") }]}>
      <PageHeader title={t("title")} description={t("description")} />
      <InboxList
        key={JSON.stringify(filter)}
        first={first}
        filter={filter}
        projects={projects.items.map(({ id, name }) => ({ id, name }))}
      />
    </SignedInFrame>
  );
}

function filterOf({
  show,
  kind: asked,
  project,
}: Record<string, string | string[] | undefined>): InboxFilter {
  const kind = notificationKinds.find((known) => known === asked);
  return {
    ...(show === "unread" ? { unread: true } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(typeof project === "string" && isUuid(project) ? { project } : {}),
  };
}
