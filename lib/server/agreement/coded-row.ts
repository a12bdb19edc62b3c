import "server-only";
import type { Coding, Link, Unit } from "@/lib/domain/agreement/coding";

/** A document with its codings as the database has it. */
export type CodedRow = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** In code points. */
  readonly length: number;
  /** The stretch of time that it belongs to, from 0. */
  readonly period: number;
  /** Whose work there is, also where they marked nothing. */
  readonly sets: readonly CodedSet[];
};

/**
 * One coder's annotations of a document, column by column. Columns stay the JSON text that they come as until they
 * are needed: text is handed to a thread for almost nothing, half a million objects are not. All are null where
 * nobody marked anything.
 */
export type CodedSet = {
  readonly coder: string;
  /** string[] */
  readonly tags: string | null;
  /** boolean[], whether it is a relation. */
  readonly links: string | null;
  /** (number | null)[], first and last position in code points. */
  readonly starts: string | null;
  readonly ends: string | null;
  /** ({ start, end }[] | null)[], only where there is more than one. */
  readonly spans: string | null;
  /** string[] */
  readonly ids: string | null;
  /** (string | null)[], what a relation goes from and to. */
  readonly froms: string | null;
  readonly tos: string | null;
  /** Values by attribute. */
  readonly attributes: string | null;
};

/** Enough to compare what covers the text: what is marked how, not which annotation it is. */
export type CodedPlaces = Pick<CodedSet, "coder" | "tags" | "links" | "starts" | "ends" | "spans">;

const nothing: Unit["attributes"] = {};

/** What each coder asserted about the document. Without ids, units have the empty id, and there are no links. */
export function codingsOf({ sets }: { readonly sets: readonly (CodedSet | CodedPlaces)[] }): Coding[] {
  return sets.map((set) => {
    const all = "ids" in set ? set : null;
    // Made by the query in ./read-coded-documents, of columns that hold what passed the domain's checks.
    const column = <Value>(json: string | null | undefined) => JSON.parse(json ?? "[]") as readonly Value[];
    const tags = column<string>(set.tags);
    const isLink = column<boolean>(set.links);
    const [starts, ends] = [column<number | null>(set.starts), column<number | null>(set.ends)];
    const spans = column<Unit["spans"] | null>(set.spans);
    const ids = column<string>(all?.ids);
    const [froms, tos] = [column<string | null>(all?.froms), column<string | null>(all?.tos)];
    const attributes = column<Unit["attributes"]>(all?.attributes);
    const units: Unit[] = [];
    const links: Link[] = [];
    for (let at = 0; at < tags.length; at++) {
      const [id, tag] = [ids[at] ?? "", tags[at] ?? ""];
      const [start, end] = [starts[at] ?? null, ends[at] ?? null];
      if (!isLink[at])
        units.push({
          id,
          tag,
          spans: spans[at] ?? (start === null || end === null ? [] : [{ start, end }]),
          attributes: attributes[at] ?? nothing,
        });
      else if (all) links.push({ id, tag, from: froms[at] ?? "", to: tos[at] ?? "" });
    }
    return { coder: set.coder, units, links };
  });
}
