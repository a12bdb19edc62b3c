import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FocusPage } from "@/components/shell/focus-page";
import { ProviderButtons } from "@/components/sign-in/provider-buttons";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { Callout } from "@/components/ui/callout";
import { returnPath } from "@/lib/contracts/return-path";
import { signInProviders } from "@/lib/server/auth";
import { hasUsers } from "@/lib/server/installation/read";
import { pagePrincipal } from "@/lib/server/page-scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

type Query = { next?: string | string[]; error?: string | string[]; email?: string | string[] };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = returnPath(query.next);
  if (await pagePrincipal()) redirect(next);
  const t = await getTranslations("signIn");
  if (!(await hasUsers()))
    return (
      <FocusPage title={t("first.title")} description={t("first.description")}>
        <Callout title={t("first.lostTitle")}>{t("first.lost")}</Callout>
      </FocusPage>
    );
  const providers = signInProviders();
  return (
    <FocusPage title={t("title")} description={t("description")} footer={t("footer")}>
      {query.error !== undefined && (
        <Callout tone="danger" title={t("provider.failed")}>
          {query.error === "AccessDenied" ? t("provider.unknown") : t("provider.again")}
        </Callout>
      )}
      <SignInForm next={next} />
      {providers.length > 0 && <ProviderButtons providers={providers} next={next} />}
    </FocusPage>
  );
}
