"use client";

import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { Toaster } from "@/components/ui/toaster";
import { TooltipProvider } from "@/components/ui/tooltip";
import { answerEarlyPress, type EarlyPress } from "@/lib/client/early-presses";
import { shareStyleNonce } from "@/lib/client/style-nonce";
import { rememberTimeZone } from "@/lib/client/time-zone";

/** What every page needs once in the browser. */
export function PageProviders({ children }: { children: ReactNode }) {
  useEarlyPress();
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

/** What was pressed before React heard of it is pressed again once all of the page works. */
function useEarlyPress(): void {
  const press = useRef<EarlyPress | null>(null);
  // With the very commit from which on React answers, or a press right after it would be answered twice.
  useLayoutEffect(() => {
    press.current ??= globalThis.earlyPresses?.end() ?? null;
    globalThis.earlyPresses = undefined;
  }, []);
  useEffect(() => {
    const early = press.current;
    press.current = null;
    if (early) answerEarlyPress(early);
  }, []);
}
