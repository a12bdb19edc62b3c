import { useLocale } from "next-intl";

function nameOf(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A language in words. The server's names and the browser's may be of different years. */
export function LanguageName({ tag }: { tag: string }) {
  const locale = useLocale();
  return (
    <span title={tag} suppressHydrationWarning>
      {nameOf(tag, locale)}
    </span>
  );
}
