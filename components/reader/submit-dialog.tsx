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
  const mine = open ? session.store.marks().filter((mark) => session.store.isMine(mark)).length : 0;

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
      description={t("text", { count: mine })}
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
