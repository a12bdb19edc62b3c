import "server-only";
import { z } from "zod";
import { AgreementOptions } from "@/lib/contracts/agreement";
import { db } from "../database";

/** Which report a job is about, as it was when the job was asked for. */
export const ReportTarget = z.object({ projectId: z.uuid(), reportId: z.uuid(), revision: z.int() });
export type ReportTarget = z.infer<typeof ReportTarget>;

/** The report was cancelled while a job was at work on it. */
export class Superseded extends Error {
  constructor() {
    super("The report was cancelled");
    this.name = "Superseded";
  }
}

const wanted = ({ projectId, reportId, revision }: ReportTarget) => ({
  projectId,
  id: reportId,
  revision,
  state: { in: ["waiting", "running"] },
});

/** The report's options if it is still wanted, else null. */
export async function readTarget(target: ReportTarget): Promise<AgreementOptions | null> {
  const row = await db().agreementReport.findFirst({ where: wanted(target), select: { options: true } });
  return row && AgreementOptions.parse(row.options);
}

type Fields = Parameters<ReturnType<typeof db>["agreementReport"]["updateMany"]>[0]["data"];

/** Writes how a report stands, unless it is no longer wanted. */
export async function updateTarget(target: ReportTarget, data: Fields): Promise<void> {
  const { count } = await db().agreementReport.updateMany({ where: wanted(target), data });
  if (count === 0) throw new Superseded();
}

/** The name under which the job of a report is known. */
export const jobKeyOf = (reportId: string): string => `agreement:${reportId}`;
