import { AccountItems } from "@/components/account/account-items";
import { AppShell, type AppShellProps } from "@/components/shell/app-shell";
import { readAccount } from "@/lib/server/accounts/read";
import { pageScope } from "@/lib/server/page-scope";

type SignedInFrameProps = Omit<AppShellProps, "user" | "accountItems"> & {
  /** The page's own path, to which signing in leads back. */
  here: string;
};

/** The frame of a page for those who are signed in: who they are, and the way out. */
export async function SignedInFrame({ here, ...frame }: SignedInFrameProps) {
  const account = await readAccount(await pageScope("account.read", null, here));
  return (
    <AppShell
      {...frame}
      user={{ name: account.name, email: account.email }}
      accountItems={<AccountItems userId={account.id} administers={account.administers} />}
    />
  );
}
