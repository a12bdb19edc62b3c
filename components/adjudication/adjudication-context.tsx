"use client";

import { useTranslations } from "next-intl";
import { createContext, useContext } from "react";
import { letterOf } from "@/lib/client/adjudication-commands";
import type { AdjudicationSession } from "@/lib/client/adjudication-session";
import { useSignal } from "@/lib/client/signal";

const AdjudicationContext = createContext<AdjudicationSession | null>(null);

export const AdjudicationProvider = AdjudicationContext.Provider;

/** The session of the document that is adjudicated; drawn again whenever items or decisions change. */
export function useAdjudication(): AdjudicationSession {
  const session = useContext(AdjudicationContext);
  if (!session) throw new Error("Used outside the adjudication page");
  useSignal(session.version);
  return session;
}

/** What annotators are called: letters, or their names where a curator asked for them. */
export function useSetNames(): (setId: string) => string {
  const t = useTranslations("adjudication");
  const session = useAdjudication();
  const hasNames = useSignal(session.hasNames);
  const { sets } = session.work;
  return (setId) => {
    const at = sets.findIndex(({ id }) => id === setId);
    if (at < 0) return t("somebody");
    return hasNames ? (sets[at]?.name ?? "") : letterOf(at);
  };
}
