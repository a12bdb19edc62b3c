"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/client/api";
import type { ReaderPage } from "@/lib/client/reader-commands";
import { useSignal } from "@/lib/client/signal";
import { showToast } from "@/lib/client/toasts";
import { submitDocument } from "@/lib/contracts/documents";
import { useReader } from "./reader-context";

type SubmitDialogProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly page: ReaderPage;
};

/** Says what submitting means, and waits until everything is on the server: what is submitted is what was done. */
export function SubmitDialog({ open, onOpenChange, page }: SubmitDialogProps) {
  const t = useTranslations("reader.submit");
  const { session } = useReader();
  const save = useSignal(session.sync.state);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const waiting = save.kind === "saved" ? 0 : save.waiting;
  const { store } = session;
  const mine = open ? store.marks().filter((mark) => store.isMine(mark)) : [];
  // A link hangs on both its ends; counted where it begins.
  const links = mine.flatMap(({ id }) => store.relationsOf(id).filter(({ fromId }) => fromId === id));

  async function submit(isGoingOn: boolean): Promise<void> {
    setBusy(true);
    setError(null);
    const { projectId, documentId } = session.place;
    try {
      const { state } = await api(submitDocument, {
        params: { project: projectId, document: documentId },
        body: {},
      });
      session.myState.set(state);
      onOpenChange(false);
      showToast({ tone: "success", happened: t("done") });
      if (isGoingOn) page.goToDocument("next");
    } catch (refused) {
      setError(refused instanceof Error ? refused.message : t("failed"));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t("title")}
      description={t("text", { marks: mine.length, links: links.length })}
      open={open}
      onOpenChange={onOpenChange}
      footer={
        <>
          <Button disabled={waiting > 0} busy={isBusy} onClick={() => void submit(false)}>
            {t("confirm")}
          </Button>
          <Button variant="primary" disabled={waiting > 0} busy={isBusy} onClick={() => void submit(true)}>
            {t("andNext")}
          </Button>
        </>
      }
    >
      {waiting > 0 && <p className="text-warning">{t("waiting", { count: waiting })}</p>}
      <FormError>{error}</FormError>
    </Dialog>
  );
}
