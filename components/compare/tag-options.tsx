"use client";

import { useTranslations } from "next-intl";
import { linkChoice } from "@/lib/client/tag-choice";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { useTagTitle } from "./use-tag-title";

/** Options of a choice among tags and kinds of link, which may share titles. */
export function TagOptions({ scheme }: { scheme: Scheme }) {
  const t = useTranslations("compare");
  const titleOf = useTagTitle(scheme);
  const groups = [
    [t("tags"), scheme.tags.map(({ key }) => key)],
    [t("links"), scheme.relationTypes.map(({ key }) => linkChoice(key))],
  ] as const;
  return (
    <>
      <option value="">{t("allTags")}</option>
      {groups.map(([label, members]) => (
        <optgroup key={label} label={label}>
          {members.map((choice) => (
            <option key={choice} value={choice}>
              {titleOf(choice)}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}
