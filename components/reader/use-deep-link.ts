"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useSignal } from "@/lib/client/signal";
import { showToast } from "@/lib/client/toasts";
import { useReader } from "./reader-context";

/**
 * An address with ?annotation= or ?thread= leads to the very thing, once all of it is there. An annotation that waits
 * for a place in a corrected text is found among those that wait.
 */
export function useDeepLink(): void {
  const t = useTranslations("threads");
  const { session, view } = useReader();
  const isLoaded = useSignal(session.isLoaded);
  const threads = useSignal(session.discussion.threads);
  const isDiscussed = useSignal(session.discussion.isLoaded);
  const followed = useRef("");

  useEffect(() => {
    const search = new URLSearchParams(window.location.search);
    const [annotation, thread] = [search.get("annotation"), search.get("thread")];
    const wanted = annotation ?? thread;
    if (!wanted || followed.current === wanted || !isLoaded) return;
    if (thread !== null && !isDiscussed) return;
    followed.current = wanted;
    const missing = () =>
      showToast({ tone: "warning", happened: t("linkMissing"), next: t("linkMissingNext") });
    if (annotation !== null) {
      if (session.store.get(annotation)) view.talk.showAnnotation(annotation);
      else
        session.displacements.seek(session.place, annotation).then(
          (isWaiting) => isWaiting || missing(),
          () => missing(),
        );
      return;
    }
    const found = threads.find(({ id }) => id === thread);
    if (found) view.talk.open(found);
    else missing();
  }, [isLoaded, isDiscussed, threads, session, view, t]);
}
