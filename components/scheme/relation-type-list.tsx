import { ArrowLeftRight, ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import { type RelationType, type Scheme, tagOf } from "@/lib/domain/scheme/scheme";

/** Which links may be drawn between which tags. */
export function RelationTypeList({ scheme }: { scheme: Scheme }) {
  const t = useTranslations("scheme.relations");
  const types = scheme.relationTypes.filter((type) => !type.retired);
  if (types.length === 0) return null;
  return (
    <Card flush title={t("title")} description={t("text")}>
      <Table caption={t("title")}>
        <TableHead>
          <TableRow>
            <HeaderCell>{t("name")}</HeaderCell>
            <HeaderCell>{t("joins")}</HeaderCell>
            <HeaderCell>{t("meaning")}</HeaderCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {types.map((type) => (
            <TableRow key={type.key}>
              <Cell className="align-top">
                <span className="font-medium">{type.title}</span>
                <span className="block font-mono text-xs text-faint">{type.key}</span>
              </Cell>
              <Cell className="min-w-48 align-top">
                <Ends scheme={scheme} type={type} />
              </Cell>
              <Cell className="min-w-64 align-top text-soft">{type.guideline}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function Ends({ scheme, type }: { scheme: Scheme; type: RelationType }) {
  const t = useTranslations("scheme.relations");
  const spans = scheme.tags.filter((tag) => tag.appliesTo === "span");
  const titles = (keys: readonly string[]) =>
    keys.length >= spans.length ? t("any") : keys.map((key) => tagOf(scheme, key)?.title ?? key).join(", ");
  const Arrow = type.isDirected ? ArrowRight : ArrowLeftRight;
  return (
    <span className="inline-flex items-center gap-1.5">
      {titles(type.from)}
      <Arrow aria-hidden className="size-3.5 shrink-0 text-faint" />
      <span className="sr-only">{type.isDirected ? t("to") : t("and")}</span>
      {titles(type.to)}
    </span>
  );
}
