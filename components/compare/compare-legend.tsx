"use client";

import { useTranslations } from "next-intl";
import type { CompareLayout } from "@/lib/client/compare-address";

/** What the marks of a comparison look like, in words. */
export function CompareLegend({ layout }: { layout: CompareLayout }) {
  const t = useTranslations("compare.legend");
  const sample = t("sample");
  return (
    <ul aria-label={t("label")} className="compare-legend">
      <li>
        <span aria-hidden className="compare-sample" data-state="agreed">
          {sample}
        </span>
        {t("agreed")}
      </li>
      <li>
        <span aria-hidden className="compare-sample" data-state="differs">
          {sample}
        </span>
        {t("differs")}
      </li>
      <li>
        <span aria-hidden className="compare-sign">
          {layout === "columns" ? "≠" : t("initials")}
        </span>
        {layout === "columns" ? t("sign") : t("person")}
      </li>
    </ul>
  );
}
