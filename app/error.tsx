"use client";

import { useTranslations } from "next-intl";
import { FocusPage } from "@/components/shell/focus-page";
import { UnexpectedError } from "@/components/shell/unexpected-error";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("errors.unexpected");
  return (
    <FocusPage title={t("title")} description={t("text")}>
      <UnexpectedError error={error} retry={retry} />
    </FocusPage>
  );
}
