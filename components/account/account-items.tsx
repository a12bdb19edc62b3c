"use client";

import { LogOut, ShieldCheck, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { countQueued } from "@/lib/client/outbox";
import { signOut } from "@/lib/client/session";
import { showToast } from "@/lib/client/toasts";

type AccountItemsProps = { readonly userId: string; readonly administers: boolean };

/** The account menu of every page. Who leaves while work waits on this computer is told what becomes of it. */
export function AccountItems({ userId, administers }: AccountItemsProps) {
  const t = useTranslations("account.menu");
  const [waiting, setWaiting] = useState(0);

  useEffect(() => {
    // Where nothing can be stored nothing waits; a page that holds work asks before it is closed.
    countQueued(userId).then(setWaiting, () => {});
  }, [userId]);

  async function leave(): Promise<void> {
    if (await signOut()) window.location.assign("/sign-in");
    else showToast({ tone: "danger", happened: t("signOutFailed"), next: t("signOutFailedNext") });
  }

  return (
    <>
      <MenuLink href="/account" icon={<UserRound aria-hidden />}>
        {t("account")}
      </MenuLink>
      {administers && (
        <MenuLink href="/administration" icon={<ShieldCheck aria-hidden />}>
          {t("administration")}
        </MenuLink>
      )}
      <MenuSeparator />
      {waiting > 0 && (
        <p role="note" className="max-w-64 px-2.5 py-1.5 text-sm text-warning">
          {t("waiting", { count: waiting })}
        </p>
      )}
      <MenuItem onSelect={leave} icon={<LogOut aria-hidden />}>
        {waiting > 0 ? t("signOutAnyway") : t("signOut")}
      </MenuItem>
    </>
  );
}
