"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { type SignInResult, signIn } from "@/lib/client/session";
import { PasswordInput } from "./password-input";

type Refusal = Extract<SignInResult, { ok: false }>;

/** E-mail and password. What was typed stays after a refusal, and the cursor goes where it was wrong. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("signIn");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
    const result = await signIn({ email: String(form.get("email")), password: String(form.get("password")) });
    if (result.ok) {
      // A full load: nothing of the page of the one who was not signed in stays. The button stays busy till then.
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setRefusal(result);
    passwordField.current?.select();
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      <FormError>{refusal && <RefusalWords refusal={refusal} />}</FormError>
      <Field label={t("email")} required>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            spellCheck={false}
            autoFocus
          />
        )}
      </Field>
      <Field label={t("password")} required>
        {(control) => (
          <PasswordInput {...control} ref={passwordField} name="password" autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isBusy}>
        {t("submit")}
      </Button>
    </form>
  );
}

function RefusalWords({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("signIn.refused");
  if (refusal.code === "wrong") return t("wrong");
  if (refusal.code === "unavailable") return t("unavailable");
  const seconds = refusal.retryAfterSeconds;
  if (seconds === undefined) return t("limited");
  return seconds > 90
    ? t("limitedMinutes", { minutes: Math.ceil(seconds / 60) })
    : t("limitedSeconds", { seconds });
}
