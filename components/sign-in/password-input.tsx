"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** A password that can be looked at while it is typed. Pasting and password managers work. */
export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("signIn");
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <span className="relative grid items-center">
      <Input
        {...props}
        type={isShown ? "text" : "password"}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className="pr-10"
      />
      <IconButton
        label={isShown ? t("hidePassword") : t("showPassword")}
        icon={<Icon aria-hidden className="size-4" />}
        size="sm"
        onClick={() => setShown(!isShown)}
        className="absolute right-1"
      />
    </span>
  );
}
