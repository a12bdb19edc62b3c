"use client";

import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import type { LeftOut } from "@/lib/client/import-files";

const shownMax = 6;

/** Files that were chosen and are not even sent, with the reason of each. */
export function LeftOutNote({ files }: { files: readonly LeftOut[] }) {
  const t = useTranslations("imports.leftOut");
  return (
    <div role="status">
      {files.length > 0 && (
        <Callout tone="warning" title={t("title", { count: files.length })}>
          <ul className="grid gap-0.5">
            {files.slice(0, shownMax).map(({ path, reason }) => (
              <li key={path} className="wrap-anywhere">
                {t("item", { path, reason: t(reason) })}
              </li>
            ))}
            {files.length > shownMax && <li>{t("more", { count: files.length - shownMax })}</li>}
          </ul>
          {files.some(({ reason }) => reason === "kind") && (
            <p className="mt-1.5 text-soft">{t("kindsHint")}</p>
          )}
        </Callout>
      )}
    </div>
  );
}
