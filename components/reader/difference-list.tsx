"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Difference } from "@/lib/client/annotation-difference";
import { attributesOf } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";

/** What an edit changed, each thing with what it was and what it is. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  const t = useTranslations("reader.panel.difference");
  const { store } = useReader().session;
  const tagKeys = store.scheme.tags.map(({ key }) => key);
  const nameOf = ({ field, key }: Difference) => {
    const known = tagKeys
      .flatMap((tag) => attributesOf(store.scheme, "span", tag))
      .find((attribute) => attribute.key === key);
    return field === "attribute" ? (known?.title ?? key) : t(field);
  };
  const wordsOf = ({ field }: Difference, value: string) => {
    if (value === "") return t("nothing");
    return field === "entity" ? (store.entities.get(value)?.name ?? t("unknownEntity")) : value;
  };
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs">
      {differences.map((difference) => (
        <div key={`${difference.field} ${difference.key}`} className="contents">
          <dt className="text-faint">{nameOf(difference)}</dt>
          <dd className="wrap-anywhere" dir="auto">
            <del className="text-faint">{wordsOf(difference, difference.before)}</del>{" "}
            <ArrowRight role="img" aria-label={t("becomes")} className="inline size-3" />{" "}
            <ins className="no-underline text-ink">{wordsOf(difference, difference.after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
