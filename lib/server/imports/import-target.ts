import "server-only";
import { z } from "zod";
import type { ImportOptions } from "@/lib/contracts/imports";
import { db, Prisma, type Transaction } from "../database";

/** Which import a job is about, as it was when the job was asked for: the revision rises with every new wish. */
export const ImportTarget = z.object({ projectId: z.uuid(), importId: z.uuid(), revision: z.int() });
export type ImportTarget = z.infer<typeof ImportTarget>;

/** The import was cancelled or asked for anew while a job was at work on it; what the job did is void. */
export class Superseded extends Error {
  constructor() {
    super("The import was cancelled or began anew");
    this.name = "Superseded";
  }
}

/** The import can't be carried out, and trying again would not help. The words are for people. */
export class ImportFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ImportFailure";
  }
}

/** Called between the steps of a job, so that tests can make it fail at each of them. */
export type Checkpoint = (step: string) => void | Promise<void>;
export const passOn: Checkpoint = () => {};

type Phase = "reading" | "writing";

export type TargetRow = { readonly options: ImportOptions; readonly createdBy: string };

/** The import if the job is still wanted, else null. */
export async function readTarget(
  { projectId, importId, revision }: ImportTarget,
  state: Phase,
): Promise<TargetRow | null> {
  const row = await db().import.findFirst({
    where: { projectId, id: importId, revision, state },
    select: { options: true, createdBy: true },
  });
  // Written by lib/server/imports/write.ts only, which takes parsed options.
  return row && { createdBy: row.createdBy, options: row.options as ImportOptions };
}

/** Throws unless the job is still wanted, and keeps it wanted until the transaction ends. */
export async function holdTarget(
  tx: Transaction,
  { projectId, importId, revision }: ImportTarget,
  state: Phase,
): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Import" i WHERE i."projectId" = ${projectId}::uuid AND i."id" = ${importId}::uuid
      AND i."revision" = ${revision} AND i."state" = ${state} FOR SHARE`;
  if (rows.length === 0) throw new Superseded();
}

/** Moves the progress bar, on a connection of its own so that it is seen at once. */
export async function showProgress(
  { projectId, importId, revision }: ImportTarget,
  state: Phase,
  done: number,
): Promise<void> {
  const { count } = await db().import.updateMany({
    where: { projectId, id: importId, revision, state },
    data: { done },
  });
  if (count === 0) throw new Superseded();
}

/** The bytes and texts of an import that has ended are not needed any more; its list stays as a report. */
export async function discardContent(
  tx: Transaction,
  { projectId, importId }: { readonly projectId: string; readonly importId: string },
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "ImportFile" SET "bytes" = ''::bytea
    WHERE "projectId" = ${projectId}::uuid AND "importId" = ${importId}::uuid AND length("bytes") > 0`);
  await tx.importPiece.deleteMany({ where: { projectId, importId } });
  await tx.$executeRaw(Prisma.sql`
    UPDATE "ImportItem" SET "text" = ''
    WHERE "projectId" = ${projectId}::uuid AND "importId" = ${importId}::uuid AND "text" <> ''`);
}
