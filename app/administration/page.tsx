import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UserList } from "@/components/administration/user-list";
import { PageHeader } from "@/components/ui/page-header";
import { pageScope } from "@/lib/server/page-scope";
import { listUsers } from "@/lib/server/users/read";
import { SignedInFrame } from "../signed-in-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("administration");
  return { title: t("title") };
}

const here = "/administration";

export default async function AdministrationPage() {
  const scope = await pageScope("installation.administer", null, here);
  const [users, t] = await Promise.all([listUsers(scope, { limit: 100 }), getTranslations("administration")]);
  return (
    <SignedInFrame here={here} breadcrumbs={[{ label: t("title") }]}>
      <PageHeader title={t("title")} description={t("description")} />
      <UserList you={scope.principal.userId} loaded={users} />
    </SignedInFrame>
  );
}
