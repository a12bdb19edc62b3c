"use client";

import { useTranslations } from "next-intl";
import { itemLooks, itemSigns } from "@/lib/client/adjudication-looks";

/** What frames and signs in the text mean. */
export function TextLegend() {
  const t = useTranslations("adjudication.legend");
  return (
    <section aria-label={t("title")} className="adjudication-legend">
      <ul className="flex flex-wrap gap-x-3 gap-y-1">
        {itemLooks.map((look) => (
          <li key={look} className="flex items-center gap-1.5">
            <span aria-hidden data-look={look} className="adjudication-sign">
              {itemSigns[look]}
            </span>
            {t(look)}
          </li>
        ))}
      </ul>
    </section>
  );
}
