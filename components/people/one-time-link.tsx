"use client";

import { useTranslations } from "next-intl";
import { Moment } from "@/components/account/moment";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/input";

/** A link that is shown this once, with what to do with it. */
export function OneTimeLink({ link, expiresAt }: { link: string; expiresAt: string }) {
  const t = useTranslations("people.link");
  return (
    <div className="grid gap-4">
      <Callout tone="warning">{t("once")}</Callout>
      <div className="flex flex-wrap items-center gap-3">
        {/* An input, so that it can be selected whole by keyboard where copying is not allowed. */}
        <Input
          readOnly
          value={link}
          aria-label={t("label")}
          className="flex-1 basis-60 font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={link} variant="primary" size="md" />
      </div>
      <p className="text-sm text-soft">{t.rich("expires", { when: () => <Moment at={expiresAt} /> })}</p>
    </div>
  );
}
