import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  changeMatrix as declaredChange,
  readMatrix as declaredRead,
  MatrixRow,
} from "@/lib/contracts/round-matrix";
import { AppError } from "../app-error";
import { giveDocuments, returnDocuments } from "../assignments/give-documents";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { db, Prisma, type Transaction, transact } from "../database";
import { idPage, type PageOf, startOf } from "../id-page";
import { ensureSetsOf } from "../sets/write";
import { type PlannedRound, plannedRound } from "./plan";
import { requireRevealing, revealedBetween, seenOn } from "./reveals";
import { codersAmong, requireInRound } from "./round-checks";
import { changePlan, pairsToOpen } from "./stored-plan";
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
  const round = await plannedRound(db(), projectId, roundId);
  const planned = await plannedCells(projectId, round);
  const people = await peopleOf(projectId, roundId);
  const listed = idPage(rows, page, ({ id, cells, ...row }) => {
    const working = new Set(cells.flatMap(({ userId, state }) => (state === "returned" ? [] : [userId])));
    const added = (planned.get(id) ?? []).filter((userId) => !working.has(userId));
    const kept = cells.filter(({ userId }) => !added.includes(userId));
    const fresh = added.map((userId) => ({
      userId,
      state: "planned" as const,
      annotations: 0,
      isClaimed: false,
    }));
    return { documentId: id, ...row, cells: [...kept, ...fresh] };
  });
  return { ...listed, people };
}

/** Who is to have what when a planned round opens, by document. */
async function plannedCells(
  projectId: string,
  round: PlannedRound,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const cells = new Map<string, string[]>();
  if (round.state !== "planned") return cells;
  for (const { documentId, userId } of await pairsToOpen(db(), projectId, round))
    cells.set(documentId, [...(cells.get(documentId) ?? []), userId]);
  return cells;
}

/** The round's members, and whoever else has work on its documents. */
async function peopleOf(projectId: string, roundId: string): Promise<Matrix["people"]> {
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

/**
 * Gives documents of a round to people and takes them back, all or nothing, as one operation of the log. In a planned
 * round that changes its plan, and in a closed one it is refused.
 */
export async function changeMatrix(
  scope: Scope<"round.manage">,
  roundId: string,
  { changes, force, reveal }: Changes,
): Promise<z.input<(typeof declaredChange)["returns"]>> {
  const { projectId } = scope;
  const opId = uuidv7();
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const round = await plannedRound(tx, projectId, roundId);
    const documents = changes.map(({ documentId }) => documentId);
    await requireInRound(tx, projectId, roundId, documents);
    if (round.state === "planned") {
      const { changed, plan } = await changePlan(tx, scope, round, changes);
      const after = { name: round.name, plan, changed };
      const subject = { subjectId: roundId, documentId: null, setId: null };
      if (changed > 0)
        await recordChanges(tx, scope, opId, [{ kind: "round.planned", ...subject, before: null, after }]);
      return { changed, opId };
    }
    if (round.state !== "open")
      throw new AppError("wrong_state", "This round is closed. Open it again to give documents out.");
    const seen = await seenOn(tx, scope, documents);
    const changed = await changeWork(tx, scope, round, { changes, force });
    requireRevealing(revealedBetween(seen, await seenOn(tx, scope, documents)), reveal);
    await recordChanges(tx, scope, opId, changed);
    return { changed: changed.length, opId };
  });
}

async function changeWork(
  tx: Transaction,
  scope: Scope<"round.manage">,
  { id: roundId, name }: PlannedRound,
  { changes, force }: Changes,
): Promise<readonly NewChange[]> {
  const { projectId } = scope;
  const sets = await setsNamedIn(tx, scope, changes);
  const pairs = (op: "add" | "remove") =>
    changes.flatMap(({ documentId, userId, op: asked }) => {
      const setId = sets.get(userId);
      return asked === op && setId !== undefined ? [{ documentId, setId }] : [];
    });
  // First what is taken back, so that a document can go from one to another.
  const returned = await returnDocuments(tx, projectId, pairs("remove"), { force });
  const given = await giveDocuments(tx, projectId, pairs("add"), { roundId, claimedAt: null });
  await tellAssigned(tx, scope, { id: roundId, name, sets }, given);
  return [...returned, ...given];
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
