"use client";

import { useTranslations } from "next-intl";
import { useSignal } from "@/lib/client/signal";
import { actionTitles } from "@/lib/client/undo-history";
import { useReader } from "./reader-context";

/** Says what happened to those who don't see it. */
export function Announcer() {
  const t = useTranslations("reader");
  const { session } = useReader();
  const { key, values } = useSignal(session.announcement);
  const action = actionTitles.find((title) => title === values.title);
  return (
    <p className="sr-only" aria-live="polite">
      {t(`announce.${key}`, {
        title: action ? t(`titles.${action}`) : "",
        quote: values.quote ?? "",
        tag: values.tag ?? "",
      })}
    </p>
  );
}
