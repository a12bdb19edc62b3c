"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuLabel, MenuSeparator } from "@/components/ui/menu";

export type ShellUser = { readonly name: string; readonly email: string };

/** Who is signed in, and what they can do about it: the children are menu items. */
export function AccountMenu({ user, children }: { user: ShellUser; children?: ReactNode }) {
  const t = useTranslations("common");
  const trigger = (
    <button
      type="button"
      aria-label={t("accountOf", { name: user.name })}
      className="grid size-(--control) place-items-center rounded-full"
    >
      <Avatar name={user.name} />
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuLabel>
        <span className="block text-sm font-semibold text-ink">{user.name}</span>
        <span className="block break-all">{user.email}</span>
      </MenuLabel>
      {children && <MenuSeparator />}
      {children}
    </Menu>
  );
}
