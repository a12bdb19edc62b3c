import { useTranslations } from "next-intl";
import { fieldRows, typeOf } from "@/lib/contracts/field-rows";
import type { JsonSchema } from "@/lib/contracts/json-schema";
import { FieldTable } from "./field-table";
import { TypeWords } from "./type-words";

type ShapeFieldsProps = { caption: string; schema: JsonSchema; shapes: ReadonlySet<string> };

/** A shape as a table of its fields, or as its name where it is described elsewhere. */
export function ShapeFields({ caption, schema, shapes }: ShapeFieldsProps) {
  const t = useTranslations("reference.parts");
  const rows = fieldRows(schema);
  if (rows.length > 0) return <FieldTable caption={caption} rows={rows} shapes={shapes} />;
  const type = typeOf(schema);
  return (
    <p className="px-4 text-sm">
      {type === "object" ? t("nothing") : <TypeWords type={type} shapes={shapes} />}
    </p>
  );
}
