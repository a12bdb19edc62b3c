"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { OneTimeLink } from "@/components/people/one-time-link";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { createResetLink } from "@/lib/contracts/accounts";
import type { User } from "./user-list";

type ResetLinkDialogProps = { user: User; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function ResetLinkDialog({ user, isOpen, onOpenChange }: ResetLinkDialogProps) {
  const t = useTranslations("administration.resetLink");
  const common = useTranslations("common");
  const { isBusy, error, run, forget } = useRequest();
  const [made, setMade] = useState<{ readonly link: string; readonly expiresAt: string } | null>(null);

  function open(next: boolean): void {
    setMade(null);
    forget();
    onOpenChange(next);
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={open}
      title={made ? t("madeTitle") : t("title", { name: user.name })}
      description={made ? undefined : t("text")}
      footer={
        made ? (
          <DialogClose asChild>
            <Button variant="primary">{t("done")}</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button
              variant="primary"
              busy={isBusy}
              onClick={() => run(() => api(createResetLink, { params: { user: user.id } }), setMade)}
            >
              {t("make")}
            </Button>
          </>
        )
      }
    >
      <RequestError error={error} />
      {made && <OneTimeLink link={made.link} expiresAt={made.expiresAt} />}
    </Dialog>
  );
}
