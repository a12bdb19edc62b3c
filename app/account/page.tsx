import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountSettings } from "@/components/account/account-settings";
import { PageHeader } from "@/components/ui/page-header";
import { readAccount } from "@/lib/server/accounts/read";
import { listApiKeys } from "@/lib/server/api-keys/read";
import { readNotificationSettings } from "@/lib/server/notifications/read";
import { pageScope } from "@/lib/server/page-scope";
import { listProjects } from "@/lib/server/projects/read";
import { listSessions } from "@/lib/server/sessions/read";
import { SignedInFrame } from "../signed-in-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

const here = "/account";
/** More than a person has; the API pages through any number. */
const limit = 500;

export default async function AccountPage() {
  const scope = await pageScope("account.manage", null, here);
  const [account, sessions, keys, projects, notifications, t] = await Promise.all([
    readAccount(await pageScope("account.read", null, here)),
    listSessions(scope, { limit }),
    listApiKeys(scope, { limit }),
    listProjects(await pageScope("project.list", null, here), { limit }),
    readNotificationSettings(await pageScope("notification.read", null, here)),
    getTranslations("account"),
  ]);
  return (
    <SignedInFrame here={here} width="narrow" breadcrumbs={[{ label: t("title") }]}>
      <PageHeader title={t("title")} />
      <AccountSettings
        account={account}
        sessions={sessions.items}
        keys={keys.items}
        notifications={notifications}
        projects={projects.items.map(({ id, name }) => ({ id, name }))}
      />
    </SignedInFrame>
  );
}
