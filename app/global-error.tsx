"use client";

import { NextIntlClientProvider, useTranslations } from "next-intl";
import { UnexpectedError } from "@/components/shell/unexpected-error";
import common from "@/lib/messages/en/common.json";
import errors from "@/lib/messages/en/errors.json";
import "./globals.css";

type Failure = { error: unknown; retry: () => void };

function Explanation({ error, retry }: Failure) {
  const t = useTranslations("errors.unexpected");
  return (
    <main className="mx-auto grid max-w-md gap-5 px-4 pt-[12vh] pb-16">
      <h1 className="font-serif text-2xl font-semibold">{t("title")}</h1>
      <p className="text-soft">{t("text")}</p>
      <UnexpectedError error={error} retry={retry} />
    </main>
  );
}

/** Stands in for the root layout when that itself fails, so it brings its own document and messages. */
export default function GlobalError(failure: Failure) {
  return (
    <html lang="en" dir="ltr">
      <body>
        <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ common, errors }}>
          <Explanation {...failure} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
