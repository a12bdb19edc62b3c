"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PasswordInput } from "@/components/sign-in/password-input";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { api } from "@/lib/client/api";
import { fieldError, useRequest } from "@/lib/client/use-request";
import { changePassword, PASSWORD_LENGTH_MIN } from "@/lib/contracts/accounts";
import { RequestError } from "./request-error";
import { SavedNote } from "./saved-note";

/** `onChanged` is told because all other sessions have just ended. */
export function PasswordForm({ email, onChanged }: { email: string; onChanged: () => void }) {
  const t = useTranslations("account.password");
  const { isBusy, error, run } = useRequest();
  const [isSaved, setSaved] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    setSaved(false);
    run(
      () =>
        api(changePassword, {
          body: { current: String(form.get("current")), next: String(form.get("next")) },
        }),
      () => {
        element.reset();
        setSaved(true);
        onChanged();
      },
    );
  }

  return (
    <form method="post" onSubmit={submit}>
      <Card
        title={t("title")}
        description={t("description")}
        footer={
          <>
            <SavedNote>{isSaved && t("saved")}</SavedNote>
            <Button type="submit" variant="primary" busy={isBusy}>
              {t("save")}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {/* Tells a password manager whose password this is. */}
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <RequestError error={error} fields={["current", "next"]} />
          <Field label={t("current")} required error={fieldError(error, "current")}>
            {(control) => <PasswordInput {...control} name="current" autoComplete="current-password" />}
          </Field>
          <Field
            label={t("next")}
            hint={t("nextHint", { length: PASSWORD_LENGTH_MIN })}
            required
            error={fieldError(error, "next")}
          >
            {(control) => (
              <PasswordInput
                {...control}
                name="next"
                minLength={PASSWORD_LENGTH_MIN}
                maxLength={500}
                autoComplete="new-password"
              />
            )}
          </Field>
        </div>
      </Card>
    </form>
  );
}
