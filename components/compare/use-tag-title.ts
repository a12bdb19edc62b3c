"use client";

import { useTranslations } from "next-intl";
import { describeChoice, type TagChoice } from "@/lib/client/tag-choice";
import type { Scheme } from "@/lib/domain/scheme/scheme";

/** What a tag or a type of link is called; of a link it is said, for a tag may be called the same. */
export function useTagTitle(scheme: Scheme): (choice: TagChoice) => string {
  const t = useTranslations("compare");
  return (choice) => {
    const { title, isLink } = describeChoice(scheme, choice);
    return isLink ? t("link", { title }) : title;
  };
}
