"use client";

import { useEffect } from "react";

/**
 * Asks before what is not saved is left behind: by the browser's own question where the page is closed or loaded
 * again, and by the same kind of question where a link leads to another page of ours.
 */
export function useLeaveQuestion(isNeeded: boolean, question: string): void {
  useEffect(() => {
    if (!isNeeded) return;
    const asking = new AbortController();
    const options = { capture: true, signal: asking.signal };
    addEventListener("beforeunload", (event) => event.preventDefault(), options);
    addEventListener(
      "click",
      (event) => {
        if (!leadsAway(event) || window.confirm(question)) return;
        event.preventDefault();
        event.stopPropagation();
      },
      options,
    );
    return () => asking.abort();
  }, [isNeeded, question]);
}

/** Whether a click on a link shows another page in this window. Pages beyond ours ask by `beforeunload`. */
function leadsAway(event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download"))
    return false;
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return (
    link.origin === location.origin && link.pathname + link.search !== location.pathname + location.search
  );
}
