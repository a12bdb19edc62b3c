"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { FocusPage } from "@/components/shell/focus-page";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError, api } from "@/lib/client/api";
import { readLink } from "@/lib/contracts/accounts";
import { Invitation } from "./invitation";
import { LinkForm } from "./link-form";
import { useLinkToken } from "./link-token";

export type LinkResource = z.output<(typeof readLink)["returns"]>;
export type SignedIn = { readonly name: string; readonly email: string };

type Reading =
  | { readonly state: "reading" }
  | { readonly state: "read"; readonly token: string; readonly link: LinkResource }
  | { readonly state: "refused"; readonly error: ApiError };

/** From a one-time link to being signed in: what the link is for, and the one form that it needs. */
export function LinkFlow({ signedIn }: { signedIn: SignedIn | null }) {
  const t = useTranslations("signIn.link");
  const format = useFormatter();
  const token = useLinkToken();
  const [reading, setReading] = useState<Reading>({ state: "reading" });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again.
  useEffect(() => {
    if (!token) return;
    const leaving = new AbortController();
    setReading({ state: "reading" });
    api(readLink, { body: { token }, signal: leaving.signal }).then(
      (link) => setReading({ state: "read", token, link }),
      (error) => {
        if (error instanceof ApiError) setReading({ state: "refused", error });
      },
    );
    return () => leaving.abort();
  }, [token, attempt]);

  if (token === null) return <DeadEnd title={t("none.title")} text={t("none.text")} />;
  if (reading.state === "refused") {
    const { error } = reading;
    if (error.code === "gone" || error.code === "invalid_input")
      return <DeadEnd title={t("gone.title")} text={t("gone.text")} />;
    return (
      <FocusPage title={t("refused.title")} description={error.message}>
        <Button variant="primary" className="justify-self-start" onClick={() => setAttempt(attempt + 1)}>
          {t("refused.again")}
        </Button>
      </FocusPage>
    );
  }
  if (reading.state === "reading")
    return (
      <FocusPage title={t("title")} description={t("reading")}>
        <Skeleton className="h-32" />
      </FocusPage>
    );
  const { link } = reading;
  const footer = t("expires", {
    when: format.dateTime(new Date(link.expiresAt), {
      dateStyle: "long",
      timeStyle: "short",
      // Often somebody's first page here, before the server can know their time zone; never rendered by it.
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  });
  if (link.purpose === "invitation")
    return <Invitation token={reading.token} link={link} signedIn={signedIn} footer={footer} />;
  const isSetup = link.purpose === "setup";
  return (
    <FocusPage
      title={isSetup ? t("setup.title") : t("reset.title")}
      description={isSetup ? t("setup.description") : t("reset.description")}
      footer={footer}
    >
      <LinkForm
        token={reading.token}
        email={isSetup ? null : link.email}
        asksName={isSetup}
        password="new"
        submitLabel={isSetup ? t("setup.submit") : t("reset.submit")}
      />
    </FocusPage>
  );
}

function DeadEnd({ title, text }: { title: string; text: string }) {
  const t = useTranslations("signIn.link");
  return (
    <FocusPage title={title} description={text}>
      <ButtonLink href="/" variant="primary" className="justify-self-start">
        {t("home")}
      </ButtonLink>
    </FocusPage>
  );
}
