"use client";

import { useTranslations } from "next-intl";
import type { Scheme } from "@/lib/domain/scheme/scheme";

/** Options of a choice among tags and kinds of link, which may share titles. */
export function TagOptions({ scheme }: { scheme: Scheme }) {
  const t = useTranslations("compare");
  const groups = [
    [t("tags"), scheme.tags],
    [t("links"), scheme.relationTypes],
  ] as const;
  return (
    <>
      <option value="">{t("allTags")}</option>
      {groups.map(([label, members]) => (
        <optgroup key={label} label={label}>
          {members.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}
