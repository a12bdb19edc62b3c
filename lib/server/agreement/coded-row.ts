import "server-only";
import type { Coding, Link, Unit } from "@/lib/domain/agreement/coding";

/**
 * A document with its codings as the database has it. Annotations stay the JSON text that they come as until they
 * are needed: text is handed to a thread for almost nothing, half a million objects are not.
 */
export type CodedRow = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The stretch of time that it belongs to, from 0. */
  readonly period: number;
  /** Whose work there is, also where they marked nothing. */
  readonly sets: readonly string[];
  /** A list of AnnotationRow as JSON; null where nobody marked anything. */
  readonly annotations: string | null;
};

/** An annotation as a row: fields by position, since names would be most of what travels. */
export type AnnotationRow = readonly [
  setId: string,
  id: string,
  kind: string,
  tag: string,
  start: number | null,
  end: number | null,
  /** Only where there is more than one. */
  spans: readonly { readonly start: number; readonly end: number }[] | null,
  from: string | null,
  to: string | null,
  attributes: Unit["attributes"],
];

/** What each coder asserted about the document. */
export function codingsOf({ sets, annotations }: Pick<CodedRow, "sets" | "annotations">): Coding[] {
  // Made by the query in ./read-coded-documents, of columns that hold what passed the domain's checks.
  const rows = JSON.parse(annotations ?? "[]") as readonly AnnotationRow[];
  const codings = new Map(sets.map((coder) => [coder, { coder, units: [] as Unit[], links: [] as Link[] }]));
  for (const [setId, id, kind, tag, start, end, spans, from, to, attributes] of rows) {
    const coding = codings.get(setId);
    if (kind === "relation") coding?.links.push({ id, tag, from: from ?? "", to: to ?? "" });
    else {
      const only = start === null || end === null ? [] : [{ start, end }];
      const places = spans?.map((span) => ({ start: span.start, end: span.end })) ?? only;
      coding?.units.push({ id, tag, spans: places, attributes });
    }
  }
  return [...codings.values()];
}
