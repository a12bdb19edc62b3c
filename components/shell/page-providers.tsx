"use client";

import { type ReactNode, useEffect } from "react";
import { Toaster } from "@/components/ui/toaster";
import { TooltipProvider } from "@/components/ui/tooltip";
import { shareStyleNonce } from "@/lib/client/style-nonce";
import { rememberTimeZone } from "@/lib/client/time-zone";

/** What every page needs once in the browser. */
export function PageProviders({ children }: { children: ReactNode }) {
  useEffect(() => {
    shareStyleNonce();
    rememberTimeZone();
  }, []);
  return (
    <TooltipProvider delayDuration={400} skipDelayDuration={200}>
      {children}
      <Toaster />
    </TooltipProvider>
  );
}
