import "server-only";
import { uuidv7 } from "uuidv7";
import type { AgreementOptions, AgreementReportResource } from "@/lib/contracts/agreement";
import { measures } from "@/lib/domain/agreement/registry";
import { AppError, invalid, missing } from "../app-error";
import { audit } from "../audit/write";
import type { Scope } from "../authorize";
import { db, transact } from "../database";
import { dequeue, enqueue } from "../jobs/enqueue";
import { contentHashOf } from "./content-hash";
import { readReport, requireOpen } from "./read";
import { jobKeyOf } from "./report-target";

type Writer = Scope<"agreement.run">;

/** Of one person, over all projects. */
const UNFINISHED_MAX = 5;

/**
 * Asks for a report. A report on the same work with the same options, whoever asked for it, is answered instead;
 * `isNew` is false then, and when the id was there already.
 */
export async function createReport(
  scope: Writer,
  { id = uuidv7(), options }: { id?: string | undefined; options: AgreementOptions },
): Promise<{ report: AgreementReportResource; isNew: boolean }> {
  requireOpen(scope);
  const { projectId, principal } = scope;
  const unknown = options.measures?.find((name) => !measures.some((measure) => measure.id === name));
  if (unknown !== undefined) throw invalid("options.measures", `There is no measure ${unknown}`);
  const contentHash = await contentHashOf(projectId, options);
  const known = await db().agreementReport.findFirst({
    where: { projectId, OR: [{ id }, { contentHash, state: { in: ["waiting", "running", "done"] } }] },
    select: { id: true },
    orderBy: { createdAt: "desc" },
  });
  if (known) return { report: await readReport(scope, known.id), isNew: false };
  const unfinished = await db().agreementReport.count({
    where: { createdBy: principal.userId, state: { in: ["waiting", "running"] } },
  });
  if (unfinished >= UNFINISHED_MAX)
    throw new AppError(
      "rate_limited",
      `You have ${UNFINISHED_MAX} reports under way. Wait for one of them.`,
      {
        retryAfterSeconds: 30,
      },
    );
  await transact(async (tx) => {
    // Options as JSON, without what is absent.
    const stored: object = JSON.parse(JSON.stringify(options));
    const { count } = await tx.agreementReport.createMany({
      data: [{ projectId, id, options: stored, contentHash, createdBy: principal.userId }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    const place = { key: jobKeyOf(id), queue: `agreement of ${projectId}` };
    await enqueue(tx, "agreement.run", { projectId, reportId: id, revision: 1 }, place);
    await audit(tx, scope, {
      kind: "agreement.started",
      outcome: "ok",
      projectId,
      details: { reportId: id },
    });
  });
  return { report: await readReport(scope, id), isNew: true };
}

/** Stops a report that is under way; one that is done stays. */
export async function cancelReport(scope: Writer, id: string): Promise<AgreementReportResource> {
  requireOpen(scope);
  const { projectId } = scope;
  await transact(async (tx) => {
    const { count } = await tx.agreementReport.updateMany({
      where: { projectId, id, state: { in: ["waiting", "running"] } },
      data: { state: "cancelled", finishedAt: new Date(), revision: { increment: 1 } },
    });
    if (count > 0) return dequeue(tx, jobKeyOf(id));
    const known = await tx.agreementReport.findUnique({
      where: { projectId_id: { projectId, id } },
      select: { state: true },
    });
    if (!known) throw missing("report");
    if (known.state !== "cancelled") throw new AppError("wrong_state", "This report has ended already.");
  });
  return readReport(scope, id);
}
