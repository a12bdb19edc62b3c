"use client";

import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { mayWorkAt } from "@/lib/domain/workflow/round-state";
import { useReader } from "./reader-context";

/** Says why somebody who annotates in this project can't do so on this document. */
export function PlaceNotice() {
  const t = useTranslations("reader.place");
  const { session } = useReader();
  const { place, round } = session.seed.state;
  if (mayWorkAt(place) || !round) return null;
  const why = place === "closed" ? "closed" : round.mode === "claimed" ? "notClaimed" : "notAssigned";
  return (
    <div className="px-4 py-2">
      <Callout title={t("title")}>{t(why, { name: round.name })}</Callout>
    </div>
  );
}
