import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { FocusPage } from "@/components/shell/focus-page";
import { ButtonLink } from "@/components/ui/button-link";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.notFound");
  return { title: t("title") };
}

export default function NotFound() {
  const t = useTranslations("errors.notFound");
  return (
    <FocusPage title={t("title")} description={t("text")}>
      <ButtonLink href="/" variant="primary" className="justify-self-start">
        {t("action")}
      </ButtonLink>
    </FocusPage>
  );
}
