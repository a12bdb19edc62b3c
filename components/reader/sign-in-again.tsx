"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { signIn, signOut } from "@/lib/client/session";
import { useSignal } from "@/lib/client/signal";
import { readAccount } from "@/lib/contracts/accounts";
import { useReader } from "./reader-context";

/**
 * When the session has ended the work goes on: it is kept here, and this asks for the password in place. Only
 * the same person's work is sent; another account gets none of it.
 */
export function SignInAgain({ person }: { person: { name: string; email: string } }) {
  const t = useTranslations("reader.signIn");
  const { session } = useReader();
  const save = useSignal(session.sync.state);
  const [isPutOff, setPutOff] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    setBusy(true);
    const result = await signIn({ email: person.email, password });
    if (!result.ok) setError(result.message);
    else {
      const account = await api(readAccount, {}).catch(() => null);
      if (account?.id === session.place.userId) {
        setError(null);
        session.sync.wake();
      } else {
        await signOut();
        setError(t("other", { name: person.name }));
      }
    }
    setBusy(false);
  }

  return (
    <Dialog
      title={t("title")}
      description={t("text")}
      width="sm"
      open={save.kind === "signedOut" && !isPutOff}
      onOpenChange={(open) => setPutOff(!open)}
      footer={
        <Button type="submit" form="sign-in-again" variant="primary" busy={isBusy}>
          {t("submit")}
        </Button>
      }
    >
      <form id="sign-in-again" className="grid gap-3" onSubmit={(event) => void submit(event)}>
        <FormError>{error}</FormError>
        <Field label={t("email")}>
          {(control) => (
            <Input {...control} type="email" value={person.email} readOnly autoComplete="username" />
          )}
        </Field>
        <Field label={t("password")}>
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="current-password" />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
