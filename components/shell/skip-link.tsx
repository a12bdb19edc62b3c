import { useTranslations } from "next-intl";

/** The first stop of the Tab key: past the bar, to `#main`. */
export function SkipLink() {
  const t = useTranslations("common");
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-80 -translate-y-24 rounded-md bg-accent px-4 py-2 text-sm font-medium text-on-accent focus:translate-y-0"
    >
      {t("skipToContent")}
    </a>
  );
}
