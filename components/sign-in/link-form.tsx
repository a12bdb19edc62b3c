"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { signIn } from "@/lib/client/session";
import { fieldError, useRequest } from "@/lib/client/use-request";
import { PASSWORD_LENGTH_MIN, useLink } from "@/lib/contracts/accounts";
import { PasswordInput } from "./password-input";

type LinkFormProps = {
  token: string;
  /** The address the link was made for; null asks for one. */
  email: string | null;
  asksName: boolean;
  /** A new password is chosen, the current one of an account that exists is checked. */
  password: "new" | "current";
  submitLabel: string;
};

/** Uses the link, then signs in. The account is safe even if signing in fails: then it says so. */
export function LinkForm({ token, email, asksName, password, submitLabel }: LinkFormProps) {
  const t = useTranslations("signIn");
  const { isBusy, error, run } = useRequest();
  const [after, setAfter] = useState<"nothing" | "leaving" | "signedOut">("nothing");

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const secret = String(form.get("password"));
    // A reset link knows whose it is; the other links are told.
    const isReset = email !== null && !asksName && password === "new";
    run(async () => {
      const used = await api(useLink, {
        body: {
          token,
          password: secret,
          ...(isReset ? {} : { email: String(form.get("email")) }),
          ...(asksName ? { name: String(form.get("name")) } : {}),
        },
      });
      const signedIn = await signIn({ email: used.email, password: secret });
      setAfter(signedIn.ok ? "leaving" : "signedOut");
      if (signedIn.ok) window.location.assign(used.projectId ? `/projects/${used.projectId}` : "/projects");
    });
  }

  if (after === "signedOut")
    return (
      <Callout
        tone="success"
        title={t("link.ready")}
        actions={<ButtonLink href="/sign-in">{t("title")}</ButtonLink>}
      >
        {t("link.readyNext")}
      </Callout>
    );
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      <RequestError error={error} fields={["email", "name", "password"]} />
      <Field label={t("email")} required error={fieldError(error, "email")}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            maxLength={320}
            autoFocus={email === null}
            {...(email === null ? {} : { value: email, readOnly: true })}
          />
        )}
      </Field>
      {asksName && (
        <Field label={t("name")} hint={t("nameHint")} required error={fieldError(error, "name")}>
          {(control) => <Input {...control} name="name" autoComplete="name" maxLength={200} />}
        </Field>
      )}
      <Field
        label={password === "new" ? t("newPassword") : t("password")}
        hint={password === "new" ? t("newPasswordHint", { length: PASSWORD_LENGTH_MIN }) : undefined}
        required
        error={fieldError(error, "password")}
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete={password === "new" ? "new-password" : "current-password"}
            {...(password === "new" ? { minLength: PASSWORD_LENGTH_MIN } : {})}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isBusy || after === "leaving"}>
        {submitLabel}
      </Button>
    </form>
  );
}
