"use client";

import { Contrast, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoices } from "@/components/ui/menu";
import { chooseTheme, currentTheme, subscribeToTheme } from "@/lib/client/theme";

export function ThemeMenu() {
  const t = useTranslations("common.theme");
  const theme = useSyncExternalStore(subscribeToTheme, currentTheme, () => "system" as const);
  return (
    <Menu trigger={<IconButton label={t("label")} icon={<Contrast className="size-4.5" />} />}>
      <MenuChoices
        label={t("label")}
        value={theme}
        onValueChange={chooseTheme}
        options={[
          { value: "system", label: t("system"), icon: <Monitor /> },
          { value: "light", label: t("light"), icon: <Sun /> },
          { value: "dark", label: t("dark"), icon: <Moon /> },
        ]}
      />
    </Menu>
  );
}
