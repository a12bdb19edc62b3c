"use client";

import { createContext, useContext } from "react";
import type { CompareView } from "@/lib/client/compare-view";

const CompareContext = createContext<CompareView | null>(null);

export const CompareProvider = CompareContext.Provider;

/** The comparison that is open. */
export function useCompare(): CompareView {
  const view = useContext(CompareContext);
  if (!view) throw new Error("Used outside the comparison page");
  return view;
}
