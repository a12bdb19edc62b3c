import { useTranslations } from "next-intl";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { FieldRow } from "@/lib/contracts/field-rows";
import { TypeWords } from "./type-words";

type FieldTableProps = {
  caption: string;
  rows: readonly FieldRow[];
  shapes: ReadonlySet<string>;
};

export function FieldTable({ caption, rows, shapes }: FieldTableProps) {
  const t = useTranslations("reference.columns");
  return (
    <Table caption={caption}>
      <TableHead>
        <tr>
          <HeaderCell>{t("field")}</HeaderCell>
          <HeaderCell>{t("type")}</HeaderCell>
          <HeaderCell>{t("about")}</HeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {[...rows.entries()].map(([place, row]) => (
          <TableRow key={place}>
            <Cell className="align-top">
              <code className="font-mono text-[0.8125rem]">{row.name}</code>
              {row.isRequired && <span className="ml-2 text-xs text-soft">{t("required")}</span>}
            </Cell>
            <Cell className="min-w-40 align-top">
              <TypeWords type={row.type} shapes={shapes} />
            </Cell>
            <Cell className="min-w-48 align-top text-soft">{row.description}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
