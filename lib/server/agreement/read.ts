import "server-only";
import {
  AgreementOptions,
  type AgreementReportResource,
  type AgreementReportSummary,
  type AgreementResult,
  agreementReportStates,
  type MeasureResource,
} from "@/lib/contracts/agreement";
import { measures } from "@/lib/domain/agreement/registry";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { db } from "../database";
import { contentHashOf } from "./content-hash";

export type Reader = Scope<"agreement.read"> | Scope<"agreement.run">;

/**
 * Figures of agreement tell about everybody's work, document by document. Whoever may not see all of it, because
 * some is still blind to them, gets none.
 */
export function requireOpen({ sees }: Reader): void {
  if (sees !== "everyone")
    throw new AppError("forbidden", "Agreement is about work that you can't see yet: annotators work blind.");
}

const summaryColumns = {
  id: true,
  state: true,
  done: true,
  total: true,
  problem: true,
  options: true,
  contentHash: true,
  createdAt: true,
  createdBy: true,
  finishedAt: true,
  revision: true,
} as const;

type SummaryRow = Omit<AgreementReportSummary, "state" | "options" | "createdAt" | "finishedAt"> & {
  state: string;
  options: unknown;
  createdAt: Date;
  finishedAt: Date | null;
};

function summary(row: SummaryRow): AgreementReportSummary {
  const state = agreementReportStates.find((known) => known === row.state);
  if (!state) throw new Error("A report is in a state that nobody knows");
  return {
    ...row,
    state,
    options: AgreementOptions.parse(row.options),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** How a report stands, with its figures once they are there. */
export async function readReport(scope: Reader, id: string): Promise<AgreementReportResource> {
  requireOpen(scope);
  const { projectId } = scope;
  const row = await db().agreementReport.findUnique({
    where: { projectId_id: { projectId, id } },
    select: { ...summaryColumns, result: true },
  });
  if (!row) throw missing("report");
  const { result, ...rest } = row;
  const report = summary(rest);
  const isCurrent =
    report.state !== "done" || (await contentHashOf(projectId, report.options)) === report.contentHash;
  // Written by ./run-agreement-job only.
  return { ...report, isCurrent, result: result as AgreementResult | null };
}

/** The reports of a project without their figures, newest first. */
export async function listReports(
  scope: Reader,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: AgreementReportSummary[]; nextCursor: string | null }> {
  requireOpen(scope);
  const before = cursor === undefined ? null : readCursor(cursor);
  const rows = await db().agreementReport.findMany({
    where: {
      projectId: scope.projectId,
      ...(before
        ? {
            OR: [
              { createdAt: { lt: before.createdAt } },
              { createdAt: before.createdAt, id: { lt: before.id } },
            ],
          }
        : {}),
    },
    select: summaryColumns,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(summary);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? `${last.createdAt}.${last.id}` : null };
}

function readCursor(cursor: string): { createdAt: Date; id: string } {
  const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
  const [, createdAt = "", id] = shape.exec(cursor) ?? [];
  if (id === undefined || Number.isNaN(Date.parse(createdAt)))
    throw invalid("cursor", "Not a cursor of this list");
  return { createdAt: new Date(createdAt), id };
}

/** Every measure, as people and programs are told about it. */
export const listMeasures = (_: Reader): MeasureResource[] =>
  measures.map(
    ({ id, title, applications, coders, isChanceCorrected, isSlow, range, meaning, formula, source }) => ({
      id,
      title,
      levels: applications.map(({ level }) => level),
      coders,
      isChanceCorrected,
      isSlow,
      range,
      meaning,
      formula,
      source,
    }),
  );
