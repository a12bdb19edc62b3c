"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormError } from "@/components/ui/form-error";
import type { ApiError } from "@/lib/client/api";
import { fieldError } from "@/lib/client/use-request";

/**
 * Why a request was refused, beside what asked. Refusals about one of `fields` are left to those fields; an
 * ended session says how to go on without losing what was typed.
 */
export function RequestError({ error, fields = [] }: { error: ApiError | null; fields?: readonly string[] }) {
  const t = useTranslations("account.refused");
  const path = usePathname();
  if (!error || fields.some((field) => fieldError(error, field))) return <FormError />;
  if (error.code === "offline") return <FormError>{t("offline")}</FormError>;
  if (error.code === "internal") {
    const reference = error.problem?.requestId;
    return <FormError>{reference ? t("internal", { reference }) : t("internalWithoutReference")}</FormError>;
  }
  if (error.code !== "unauthenticated") return <FormError>{error.message}</FormError>;
  return (
    <FormError>
      {t.rich("signedOut", {
        // A new tab, so that what was typed here stays.
        link: (words) => (
          <a
            href={`/sign-in?next=${encodeURIComponent(path)}`}
            target="_blank"
            rel="noreferrer"
            className="underline"
          >
            {words}
          </a>
        ),
      })}
    </FormError>
  );
}
