import { useFormatter, useTranslations } from "next-intl";
import { broughtKinds } from "@/lib/client/import-offer";
import type { ImportResource } from "@/lib/contracts/imports";

/** What a corpus brings besides its documents, or brought: nothing is said where that is nothing. */
export function BroughtNote({ current, when }: { current: ImportResource; when: "found" | "came" }) {
  const t = useTranslations("imports.brought");
  const format = useFormatter();
  const { brings, counts } = current;
  const words = broughtKinds.flatMap((kind) => (brings[kind] > 0 ? [t(kind, { count: brings[kind] })] : []));
  if (words.length === 0) return null;
  const list = format.list(words);
  return <p>{when === "found" ? t("found", { list }) : t("came", { list, documents: counts.new })}</p>;
}
