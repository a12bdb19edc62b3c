"use client";

import { useTranslations } from "next-intl";
import { Moment } from "@/components/account/moment";
import { SecretShownOnce } from "@/components/ui/secret-shown-once";

/** A link that is shown this once, with what to do with it. */
export function OneTimeLink({ link, expiresAt }: { link: string; expiresAt: string }) {
  const t = useTranslations("people.link");
  return (
    <SecretShownOnce secret={link} label={t("label")} warning={t("once")}>
      {t.rich("expires", { when: () => <Moment at={expiresAt} /> })}
    </SecretShownOnce>
  );
}
