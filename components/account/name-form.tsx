"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { fieldError, useRequest } from "@/lib/client/use-request";
import { type AccountResource, updateAccount } from "@/lib/contracts/accounts";
import { RequestError } from "./request-error";
import { SavedNote } from "./saved-note";

export function NameForm({ account }: { account: z.output<typeof AccountResource> }) {
  const t = useTranslations("account.you");
  const router = useRouter();
  const { isBusy, error, run } = useRequest();
  const [name, setName] = useState(account.name);
  const [isSaved, setSaved] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    run(
      () => api(updateAccount, { body: { name } }),
      (saved) => {
        setName(saved.name);
        setSaved(true);
        // The bar above shows the name, and it comes from the server.
        router.refresh();
      },
    );
  }

  return (
    <form onSubmit={submit}>
      <Card
        title={t("title")}
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
          <RequestError error={error} fields={["name"]} />
          <Field label={t("name")} hint={t("nameHint")} required error={fieldError(error, "name")}>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={200}
                autoComplete="name"
                onChange={(event) => {
                  setName(event.target.value);
                  setSaved(false);
                }}
              />
            )}
          </Field>
          <div className="grid gap-1 text-sm">
            <span className="font-medium">{t("email")}</span>
            <span className="text-soft wrap-anywhere">{account.email}</span>
          </div>
        </div>
      </Card>
    </form>
  );
}
