import "server-only";
import { uuidv7 } from "uuidv7";
import { type Placed, returnDocuments } from "../assignments/give-documents";
import { lockProject, recordChanges } from "../changes/write";
import { db, Prisma, type Transaction, transact } from "../database";
import { isNewest } from "../documents/newest";

/** So many at a time: the project is taken while they are written. */
const BATCH_SIZE_MAX = 200;

/**
 * Claims that nobody has worked on for as long as their round allows: no time counted, nothing annotated. Work that
 * was given by a lead is never taken back by the clock, nor is work in rounds that stand still.
 */
const abandoned = (projectId: string | null): Prisma.Sql => Prisma.sql`
  SELECT w."projectId", w."documentId", w."setId" FROM "Assignment" w
  JOIN "Round" r ON r."projectId" = w."projectId" AND r."id" = w."roundId" AND r."state" = 'open'
  JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND ${isNewest}
  WHERE w."claimedAt" IS NOT NULL AND w."state" = 'open'
    AND ${projectId === null ? Prisma.sql`TRUE` : Prisma.sql`w."projectId" = ${projectId}::uuid`}
    AND greatest(w."claimedAt", w."activeAt", r."openedAt", (
      SELECT max(a."updatedAt") FROM "Annotation" a
      WHERE a."projectId" = w."projectId" AND a."documentId" = w."documentId" AND a."setId" = w."setId"
    )) < now() - make_interval(hours => r."claimHours")
  LIMIT ${BATCH_SIZE_MAX}`;

/** Frees abandoned claims for others. What was made in them stays in their sets. */
export async function sweepClaims(): Promise<void> {
  const found = await db().$queryRaw<(Placed & { projectId: string })[]>(abandoned(null));
  for (const projectId of new Set(found.map((row) => row.projectId)))
    await transact((tx) => sweepProject(tx, projectId));
}

async function sweepProject(tx: Transaction, projectId: string): Promise<void> {
  await lockProject(tx, projectId);
  // Asked again: whoever came back a moment ago keeps theirs.
  const pairs = await tx.$queryRaw<Placed[]>(abandoned(projectId));
  const returned = await returnDocuments(tx, projectId, pairs, { force: true });
  await recordChanges(
    tx,
    { projectId, principal: { userId: null, via: { kind: "clock" } } },
    uuidv7(),
    returned,
  );
}
