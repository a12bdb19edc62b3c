import "server-only";
import { documentItem } from "./document-item";
import { type ExtractedItem, type ExtractedPlace, problemItem } from "./extracted-item";
import { type DocumentField, documentFields, type FieldMap, readMetadata } from "./read-metadata";

/**
 * A document from named values. A Map, since names come from files and `__proto__` is a name like any other.
 * What has a value and no place is named in a warning.
 */
export function recordItem(
  place: ExtractedPlace,
  record: ReadonlyMap<string, unknown>,
  fields: FieldMap,
): ExtractedItem {
  const text = fields.text === undefined ? undefined : record.get(fields.text);
  if (typeof text !== "string") {
    const message =
      fields.text === undefined ? 'There is no "text".' : `"${brief(fields.text)}" is not a text.`;
    return problemItem(place, "text_missing", message);
  }
  const values = new Map<DocumentField, unknown>();
  const used = new Set<string>();
  for (const field of documentFields) {
    const name = fields[field];
    if (name === undefined) continue;
    used.add(name);
    if (field !== "text") values.set(field, record.get(name));
  }
  const { title, metadata, warnings } = readMetadata(values);
  const left = [...record].filter(([name, value]) => !used.has(name) && value !== null && value !== "");
  const unplaced = left.length > 0 ? [notImported(left.map(([name]) => name))] : [];
  return documentItem(place, { text, title, metadata, warnings: [...warnings, ...unplaced] });
}

/** A list of hundreds of names tells no more than its first ones. */
function notImported(names: readonly string[]): string {
  const shown = names.slice(0, 12).map(brief);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  return `Not imported: ${shown.join(", ")}${more}.`;
}

const brief = (name: string) => (name.length > 40 ? `${name.slice(0, 40)}…` : name);
