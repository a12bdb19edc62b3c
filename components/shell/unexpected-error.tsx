"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { CopyButton } from "@/components/ui/copy-button";

/** The id under which the server logged a failure; only failures on the server have one. */
function reference(error: unknown): string | null {
  if (!(error instanceof Error) || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}

/** What to do about a page that failed: try again, go home, and what to quote when asking for help. */
export function UnexpectedError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("errors.unexpected");
  const digest = reference(error);
  return (
    <div className="grid gap-4">
      <p>{digest ? t("next") : t("nextWithoutReference")}</p>
      {digest && (
        <p className="flex flex-wrap items-center gap-2">
          <span className="sr-only">{t("reference")}</span>
          <code className="rounded-sm bg-sunken px-2 py-1 font-mono text-sm">{digest}</code>
          <CopyButton text={digest} />
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" icon={<RotateCw aria-hidden className="size-4" />} onClick={retry}>
          {t("retry")}
        </Button>
        {/* A full load, not a client-side one: whatever state broke the page goes too. */}
        <a href="/" className={buttonLook("secondary", "md")}>
          {t("home")}
        </a>
      </div>
    </div>
  );
}
