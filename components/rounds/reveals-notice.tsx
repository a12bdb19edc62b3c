import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import type { Reveals } from "@/lib/contracts/rounds";

/** Whose blind work others would come to see, and when. */
export function RevealsNotice({ reveals }: { reveals: Reveals }) {
  const t = useTranslations("rounds.reveals");
  const { when, to, documents, people, unfinished } = reveals;
  return (
    <Callout tone="warning" title={t("title")}>
      <p>{t(`${when}.${to}`, { documents, people })}</p>
      <p>{t("unfinished", { count: unfinished })}</p>
    </Callout>
  );
}
