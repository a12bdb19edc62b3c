"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { uuidv7 } from "uuidv7";
import { ApiError, api } from "@/lib/client/api";
import type { Place } from "@/lib/client/outbox";
import type { ReaderPage } from "@/lib/client/reader-commands";
import { showToast } from "@/lib/client/toasts";
import { finishAdjudication, resumeAdjudication } from "@/lib/contracts/adjudication";
import { nextDocument, type ReaderState, reopenDocument } from "@/lib/contracts/documents";
import { claimDocument } from "@/lib/contracts/rounds";
import { useReader } from "./reader-context";
import type { ReaderAbout } from "./reader-header";

/** The page with one's own work open, or the gold. */
export const addressOfSet = ({ projectId, documentId }: Place, work: ReaderState["work"]): string =>
  `/projects/${projectId}/documents/${documentId}${work === "gold" ? "?set=gold" : ""}`;

const wordsOf = (error: unknown): string => (error instanceof ApiError ? error.message : "");

/** What commands do beyond the text: to other documents, and round the parts of the page. */
export function useReaderPage({
  about,
  openSubmit,
}: {
  about: ReaderAbout;
  openSubmit: () => void;
}): ReaderPage {
  const t = useTranslations("reader");
  const router = useRouter();
  const { session, view } = useReader();
  const latest = useRef(openSubmit);
  latest.current = openSubmit;
  // Kept until it is answered: asked again after a lost answer, it takes the same document.
  const claimId = useRef(uuidv7());

  return useMemo(() => {
    const { projectId, documentId } = session.place;
    const open = (id: string) => router.push(`/projects/${projectId}/documents/${id}`);

    async function goToNext(): Promise<void> {
      try {
        const params = { project: projectId };
        const { id, claimRoundId } = await api(nextDocument, { params, query: { after: documentId } });
        if (claimRoundId !== null) {
          const body = { id: claimId.current };
          const claimed = await api(claimDocument, { params: { ...params, round: claimRoundId }, body });
          claimId.current = uuidv7();
          showToast({ tone: "success", happened: t("next.claimed") });
          return open(claimed.documentId);
        }
        if (id && id !== documentId) open(id);
        else showToast({ happened: id ? t("next.last") : t("next.none"), tone: id ? "info" : "success" });
      } catch (error) {
        showToast({ tone: "danger", happened: t("next.failed"), next: wordsOf(error) });
      }
    }

    const toggleGold = () => router.replace(addressOfSet(session.place, session.isGold ? "mine" : "gold"));

    async function finish(isFinished: boolean): Promise<void> {
      try {
        const params = { project: projectId, document: documentId };
        await api(isFinished ? finishAdjudication : resumeAdjudication, { params });
        session.myState.set(isFinished ? "submitted" : "reopened");
        showToast({ tone: "success", happened: t(isFinished ? "gold.isFinished" : "gold.resumed") });
      } catch (error) {
        showToast({ tone: "danger", happened: t("gold.failed"), next: wordsOf(error) });
      }
    }

    async function reopen(): Promise<void> {
      try {
        const { state } = await api(reopenDocument, {
          params: { project: projectId, document: documentId },
          body: {},
        });
        session.myState.set(state);
        showToast({ tone: "success", happened: t("submit.reopened") });
      } catch (error) {
        showToast({ tone: "danger", happened: t("submit.reopenFailed"), next: wordsOf(error) });
      }
    }

    return {
      view,
      goToDocument(direction) {
        if (direction === "next") void goToNext();
        else if (about.previousId) open(about.previousId);
        else showToast({ happened: t("next.first") });
      },
      submit: () => {
        if (!session.isGold) latest.current();
        else if (session.seed.state.isAdjudicable)
          router.push(`/projects/${projectId}/documents/${documentId}/adjudicate`);
        else void finish(true);
      },
      reopen: () => void (session.isGold ? finish(false) : reopen()),
      ...(session.seed.state.gold === "none" ? {} : { toggleGold }),
      compare: () => router.push(`/projects/${projectId}/documents/${documentId}/compare`),
      focusNext: () => focusNextPart(),
    };
  }, [session, view, router, t, about.previousId]);
}

/** Text, tags, panel, and round again. */
function focusNextPart(): void {
  const parts = ["#article-text", "[data-reader-part=tags] button", "[data-reader-part=panel] input"];
  const elements = parts.flatMap((part) => document.querySelector<HTMLElement>(part) ?? []);
  const groups = ["#article-text", "[data-reader-part=tags]", "[data-reader-part=panel]"];
  const at = groups.findIndex((group) => document.activeElement?.closest(group));
  elements[(at + 1) % elements.length]?.focus();
}
