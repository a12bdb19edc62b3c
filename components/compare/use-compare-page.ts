"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo } from "react";
import { writeCompareAddress } from "@/lib/client/compare-address";
import type { CompareView } from "@/lib/client/compare-view";
import type { ReaderPage } from "@/lib/client/reader-commands";

/** What commands do beyond the comparison: back to the text, and round the parts of the page. */
export function useComparePage(view: CompareView): { page: ReaderPage; backToText: () => void } {
  const router = useRouter();
  return useMemo(() => {
    const { projectId, documentId } = view.session.place;
    const backToText = () => router.push(`/projects/${projectId}/documents/${documentId}`);
    const page: ReaderPage = {
      view: view.reader,
      goToDocument: backToText,
      submit: backToText,
      reopen: backToText,
      compare: backToText,
      focusNext: () => focusNextPart(),
    };
    return { page, backToText };
  }, [view, router]);
}

/** Keeps the address that of what is shown, so that it can be copied and sent. */
export function useCompareAddress(view: CompareView): void {
  useEffect(() => {
    const write = () => {
      const { pathname } = window.location;
      window.history.replaceState(null, "", `${pathname}${writeCompareAddress(view.address())}`);
    };
    const stops = [view.chosen, view.layout, view.filter, view.focusedId].map((signal) =>
      signal.subscribe(write),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [view]);
}

/** Text, filters, panel, and round again. */
function focusNextPart(): void {
  const parts = ["#article-text", "[data-reader-part=tags] button:enabled", "[data-reader-part=panel] input"];
  const groups = ["#article-text", "[data-reader-part=tags]", "[data-reader-part=panel]"];
  const at = groups.findIndex((group) => document.activeElement?.closest(group));
  document.querySelector<HTMLElement>(parts[(at + 1) % parts.length] ?? "")?.focus();
}
