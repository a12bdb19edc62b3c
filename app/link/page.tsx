import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkFlow } from "@/components/sign-in/link-flow";
import { readAccount } from "@/lib/server/accounts/read";
import { pagePrincipal, pageScope } from "@/lib/server/page-scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn.link");
  return { title: t("title") };
}

/** Set-up, invitation and reset links. The token is in the address's fragment, which never reaches a server's log. */
export default async function LinkPage() {
  const isSignedIn = (await pagePrincipal()) !== null;
  const account = isSignedIn ? await readAccount(await pageScope("account.read", null, "/link")) : null;
  return <LinkFlow signedIn={account ? { name: account.name, email: account.email } : null} />;
}
