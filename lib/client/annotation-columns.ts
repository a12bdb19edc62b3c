import type { AnnotationColumns } from "@/lib/contracts/annotations";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { type OffsetMap, sliceCodePoints } from "@/lib/domain/text/offsets";

/** The annotations in a columnar answer as the domain knows them. Quotes are cut from the text. */
export function fromColumns(
  columns: AnnotationColumns,
  documentId: string,
  text: string,
  map: OffsetMap,
): StoredAnnotation[] {
  return columns.ids.map((id, at) => {
    const ends = columns.ends[at];
    const kind = columns.kind[at] ?? "span";
    const common = {
      id,
      documentId,
      setId: columns.sets[columns.set[at] ?? -1] ?? "",
      tag: columns.tags[columns.tag[at] ?? -1] ?? "",
      attributes: columns.attributes[at] ?? {},
      note: columns.notes[at] ?? "",
      revision: columns.revision[at] ?? 1,
      // Who and when is not in the columns; the history of an annotation is asked for when it is shown.
      createdBy: null,
      createdAt: "",
      updatedAt: "",
      deletedAt: null,
    };
    if (kind === "relation") return { kind, ...common, fromId: ends?.[0] ?? "", toId: ends?.[1] ?? "" };
    if (kind === "document") return { kind, ...common };
    const entity = columns.entity[at];
    return {
      kind,
      ...common,
      spans: pairs(columns.spans[at] ?? []).map(({ start, end }) => ({
        start,
        end,
        quote: sliceCodePoints(text, map, start, end),
      })),
      entityId: entity == null ? null : (columns.entities[entity] ?? null),
    };
  });
}

function pairs(offsets: readonly number[]): { start: number; end: number }[] {
  const result: { start: number; end: number }[] = [];
  for (let at = 0; at + 1 < offsets.length; at += 2)
    result.push({ start: offsets[at] ?? 0, end: offsets[at + 1] ?? 0 });
  return result;
}
