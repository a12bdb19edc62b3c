"use client";

import { LogOut, ShieldCheck, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { signOut } from "@/lib/client/session";
import { showToast } from "@/lib/client/toasts";

/** The account menu of every page. */
export function AccountItems({ administers }: { administers: boolean }) {
  const t = useTranslations("account.menu");

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
      <MenuItem onSelect={leave} icon={<LogOut aria-hidden />}>
        {t("signOut")}
      </MenuItem>
    </>
  );
}
