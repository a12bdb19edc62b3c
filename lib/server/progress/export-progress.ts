import "server-only";
import type { ProgressFigure } from "@/lib/contracts/progress";
import { byteOrderMark, type Cell, csvBytes } from "@/lib/formats/csv-bytes";
import { joinBytes } from "@/lib/formats/join-bytes";
import type { Scope } from "../authorize";
import { readFigure } from "./read";

const times = {
  submitted: "submitted",
  timed: "submitted_with_time",
  leastMs: "least_ms",
  lowerMs: "lower_quartile_ms",
  medianMs: "median_ms",
  upperMs: "upper_quartile_ms",
  mostMs: "most_ms",
  medianMsPer1000: "median_ms_per_1000_characters",
} as const;

/** The columns of each file: field of the figure, and what the column is called. */
const columns = {
  people: {
    userId: "user_id",
    name: "name",
    assigned: "documents",
    begun: "begun",
    submitted: "submitted",
    annotations: "annotations",
    activeMs: "active_ms",
    timed: "documents_with_time",
  },
  documents: {
    documentId: "document_id",
    title: "title",
    wanted: "annotators_wanted",
    assigned: "annotators",
    submitted: "submitted",
    annotations: "annotations",
    activeMs: "active_ms",
  },
  tags: { tag: "tag", kind: "kind", annotations: "annotations", documents: "documents" },
  days: { day: "day_utc", submitted: "submitted", annotations: "annotations" },
  waits: {
    documentId: "document_id",
    title: "title",
    userId: "user_id",
    name: "waits_for",
    state: "state",
    since: "since",
    dueAt: "due",
    givenAt: "given",
    days: "days_waiting",
    isOverdue: "overdue",
  },
  burnup: { day: "day_utc", wanted: "wanted", given: "given_out", submitted: "submitted" },
  personTimes: { userId: "user_id", name: "name", ...times },
  documentTimes: { documentId: "document_id", title: "title", ...times },
} as const satisfies Record<ProgressFigure, Readonly<Record<string, string>>>;

/** One table of the progress page as a file for spreadsheets, safe from formulas in names and titles. */
export async function exportProgress(
  scope: Scope<"progress.read">,
  figure: ProgressFigure,
  round: string | undefined,
): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  const rows = await readFigure(scope, figure, round);
  const keys = Object.keys(columns[figure]);
  const cells = rows.map((row) => {
    // A row of a figure is a flat object of text, numbers, booleans and null.
    const values = new Map<string, Cell>(
      Object.entries(row).map(([key, value]) => [key, typeof value === "boolean" ? String(value) : value]),
    );
    return keys.map((key) => values.get(key) ?? null);
  });
  const bytes = joinBytes([byteOrderMark, csvBytes([Object.values(columns[figure]), ...cells])]);
  return { fileName: `progress-${figure}.csv`, bytes: new Uint8Array(bytes) };
}
