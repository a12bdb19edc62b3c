import { useTranslations } from "next-intl";

const MINUTE_MS = 60_000;

/** Milliseconds in words, no more exact than they were measured. */
export function useDuration(): (ms: number) => string {
  const t = useTranslations("progress.duration");
  return (ms) => {
    if (ms <= 0) return t("none");
    if (ms < MINUTE_MS) return t("short");
    const minutes = Math.round(ms / MINUTE_MS);
    return minutes < 60
      ? t("minutes", { minutes })
      : t("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
