"use client";

import { createContext, useContext } from "react";
import type { ReaderSession } from "@/lib/client/reader-session";
import type { ReaderView } from "@/lib/client/reader-view";

type Reader = { readonly session: ReaderSession; readonly view: ReaderView };

const ReaderContext = createContext<Reader | null>(null);

export const ReaderProvider = ReaderContext.Provider;

/** The session and the view of the document that is open. */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("Used outside the annotation page");
  return reader;
}
