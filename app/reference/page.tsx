import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApiReference } from "@/components/reference/api-reference";
import { AppShell } from "@/components/shell/app-shell";
import { namedShapes } from "@/lib/contracts/openapi";
import { origin } from "@/lib/server/installation/read";
import { pagePrincipal } from "@/lib/server/page-scope";
import { SignedInFrame } from "../signed-in-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reference");
  return { title: t("title") };
}

const here = "/reference";

/** Public: what the API can do is no secret, and scripts are written before anybody signs in. */
export default async function ReferencePage() {
  const t = await getTranslations("reference");
  const breadcrumbs = [{ label: t("title") }];
  const reference = <ApiReference address={origin()} shapes={namedShapes()} />;
  return (await pagePrincipal()) ? (
    <SignedInFrame here={here} breadcrumbs={breadcrumbs}>
      {reference}
    </SignedInFrame>
  ) : (
    <AppShell user={null} breadcrumbs={breadcrumbs}>
      {reference}
    </AppShell>
  );
}
