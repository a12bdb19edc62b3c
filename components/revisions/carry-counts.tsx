import { useTranslations } from "next-intl";
import type { CarryPreview } from "@/lib/contracts/revisions";

const told = [
  "kept",
  "moved",
  "changed",
  "ambiguous",
  "lost",
  "documents",
  "relations",
  "relationsWaiting",
  "reopened",
] as const satisfies readonly (keyof CarryPreview)[];

/** What a correction would do to everybody's annotations, in numbers; what is none is not told. */
export function CarryCounts({ preview }: { preview: CarryPreview }) {
  const t = useTranslations("revisions.counts");
  const rows = told.filter((key) => preview[key] > 0);
  if (rows.length === 0) return <p className="text-sm text-soft">{t("none")}</p>;
  return (
    <ul className="grid gap-1 text-sm">
      {rows.map((key) => (
        <li key={key} className="flex gap-2">
          <span className="min-w-8 text-right font-semibold tabular-nums">{preview[key]}</span>
          <span>{t(key, { count: preview[key] })}</span>
        </li>
      ))}
    </ul>
  );
}
