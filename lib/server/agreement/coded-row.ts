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
  for (const row of rows) {
    // By position, since taking a list apart costs more than all else here.
    const coding = codings.get(row[0]);
    if (row[2] === "relation")
      coding?.links.push({ id: row[1], tag: row[3], from: row[7] ?? "", to: row[8] ?? "" });
    else coding?.units.push({ id: row[1], tag: row[3], spans: spansOf(row), attributes: row[9] });
  }
  return [...codings.values()];
}

function spansOf({ 4: start, 5: end, 6: spans }: AnnotationRow): Unit["spans"] {
  return spans ?? (start === null || end === null ? [] : [{ start, end }]);
}
