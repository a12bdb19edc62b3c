import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  changeMatrix as declaredChange,
  readMatrix as declaredRead,
  MatrixRow,
} from "@/lib/contracts/rounds";
import { AppError, missing } from "../app-error";
import { giveDocuments, returnDocuments } from "../assignments/give-documents";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { db, Prisma, type Transaction, transact } from "../database";
import { idPage, type PageOf, startOf } from "../id-page";
import { ensureSetsOf } from "../sets/write";
import { codersAmong, requireInRound } from "./round-checks";
import { tellAssigned } from "./tell-assigned";

type Matrix = z.input<(typeof declaredRead)["returns"]>;

/** A page of a round's documents with what each person has of them, by id. */
export async function readMatrix(
  { projectId }: Scope<"progress.readAll">,
  roundId: string,
  page: PageOf,
): Promise<Matrix> {
  const start = startOf(page);
  const rows = await db().$queryRaw<
    (Omit<MatrixRow, "documentId" | "cells"> & { id: string; cells: MatrixRow["cells"] })[]
  >`
    SELECT d."id", d."title", d."outlet", d."length", rd."copies", coalesce(work."cells", '[]') AS "cells"
    FROM "RoundDocument" rd
    JOIN "Document" d ON d."projectId" = rd."projectId" AND d."id" = rd."documentId" AND d."deletedAt" IS NULL
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('userId', s."userId", 'state', w."state", 'isClaimed', w."claimedAt" IS NOT NULL,
        'annotations', (SELECT count(*) FROM "Annotation" a WHERE a."projectId" = w."projectId"
          AND a."documentId" = w."documentId" AND a."setId" = w."setId" AND a."deletedAt" IS NULL))) AS "cells"
      FROM "Assignment" w JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId"
      WHERE w."projectId" = rd."projectId" AND w."documentId" = rd."documentId" AND s."kind" = 'annotator'
    ) work ON TRUE
    WHERE rd."projectId" = ${projectId}::uuid AND rd."roundId" = ${roundId}::uuid AND rd."leftAt" IS NULL
      AND ${start === null ? Prisma.sql`TRUE` : Prisma.sql`d."id" > ${start}::uuid`}
    ORDER BY d."id" LIMIT ${page.limit + 1}`;
  const people = await peopleOf(projectId, roundId);
  return { ...idPage(rows, page, ({ id, ...row }) => ({ documentId: id, ...row })), people };
}

/** The round's members, and whoever else has work on its documents. */
async function peopleOf(projectId: string, roundId: string): Promise<Matrix["people"]> {
  const round = await db().round.findUnique({
    where: { projectId_id: { projectId, id: roundId } },
    select: { id: true },
  });
  if (!round) throw missing("round");
  return db().$queryRaw<Matrix["people"]>`
    SELECT u."id", u."name", bool_or(p."isMember") AS "isMember" FROM (
      SELECT m."userId", TRUE AS "isMember" FROM "RoundMember" m
      WHERE m."projectId" = ${projectId}::uuid AND m."roundId" = ${roundId}::uuid
      UNION ALL
      SELECT s."userId", FALSE FROM "Assignment" w
      JOIN "RoundDocument" rd ON rd."projectId" = w."projectId" AND rd."documentId" = w."documentId" AND rd."leftAt" IS NULL
      JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
      WHERE w."projectId" = ${projectId}::uuid AND rd."roundId" = ${roundId}::uuid AND w."state" <> 'returned'
    ) p JOIN "User" u ON u."id" = p."userId"
    GROUP BY u."id", u."name" ORDER BY lower(u."name") COLLATE "C", u."id"`;
}

type Changes = z.output<NonNullable<(typeof declaredChange)["body"]>>;

/** Gives documents of an open round to people and takes them back, all or nothing, as one operation of the log. */
export async function changeMatrix(
  scope: Scope<"round.manage">,
  roundId: string,
  { changes, force }: Changes,
): Promise<{ changed: number }> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const round = await requireOpen(tx, projectId, roundId);
    await requireInRound(
      tx,
      projectId,
      roundId,
      changes.map(({ documentId }) => documentId),
    );
    const sets = await setsNamedIn(tx, scope, changes);
    const pairs = (op: "add" | "remove") =>
      changes.flatMap(({ documentId, userId, op: asked }) => {
        const setId = sets.get(userId);
        return asked === op && setId !== undefined ? [{ documentId, setId }] : [];
      });
    // First what is taken back, so that a document can go from one to another.
    const returned = await returnDocuments(tx, projectId, pairs("remove"), { force });
    const given = await giveDocuments(tx, projectId, pairs("add"), { roundId, claimedAt: null });
    await recordChanges(tx, scope, uuidv7(), [...returned, ...given]);
    await tellAssigned(tx, scope, { id: roundId, name: round.name, sets }, given);
    return { changed: returned.length + given.length };
  });
}

/** The sets of everybody named: of those who are given something made where needed, and they must be able to work. */
async function setsNamedIn(
  tx: Transaction,
  scope: Scope<"round.manage">,
  changes: Changes["changes"],
): Promise<ReadonlyMap<string, string>> {
  const { projectId } = scope;
  const given = changes.filter(({ op }) => op === "add").map(({ userId }) => userId);
  const sets = await ensureSetsOf(tx, projectId, await codersAmong(tx, scope, given));
  const taken = await tx.annotationSet.findMany({
    where: { projectId, kind: "annotator", userId: { in: changes.map(({ userId }) => userId) } },
    select: { id: true, userId: true },
  });
  return new Map([...sets, ...taken.flatMap(({ id, userId }) => (userId ? [[userId, id] as const] : []))]);
}

async function requireOpen(tx: Transaction, projectId: string, roundId: string): Promise<{ name: string }> {
  const round = await tx.round.findUnique({
    where: { projectId_id: { projectId, id: roundId } },
    select: { name: true, state: true },
  });
  if (!round) throw missing("round");
  if (round.state !== "open")
    throw new AppError("wrong_state", "Documents are given out in open rounds. Open this one first.");
  return round;
}
