import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { createGuidelineCase as declaredCreate, GuidelineCase } from "@/lib/contracts/guidelines";
import { Existing } from "../api/handler";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { nameOf } from "../contributors/read";
import { db, Prisma, type Transaction, transact } from "../database";
import { idPage, type PageOf, startOf } from "../id-page";
import { isOpenTo, visible } from "../visibility";
import { newestNumber } from "./read";

type Reader = Scope<"guideline.read"> | Scope<"guideline.edit">;
type Row = Omit<GuidelineCase, "createdAt" | "deletedAt"> & { createdAt: Date; deletedAt: Date | null };

/**
 * The cases of one rule or of all, in the order in which they were attached. A case is everybody's; what it is
 * about is shown to those who may see that.
 */
export async function listGuidelineCases(
  scope: Scope<"guideline.read">,
  { rule, ...page }: PageOf & { readonly rule?: string | undefined },
): Promise<{ items: GuidelineCase[]; nextCursor: string | null }> {
  const start = startOf(page);
  const which = Prisma.join(
    [
      Prisma.sql`k."deletedAt" IS NULL`,
      rule === undefined ? Prisma.sql`TRUE` : Prisma.sql`k."ruleId" = ${rule}::uuid`,
      start === null ? Prisma.sql`TRUE` : Prisma.sql`k."id" > ${start}::uuid`,
    ],
    " AND ",
  );
  return idPage(await cases(scope, which, page.limit + 1), page, resource);
}

const resource = (row: Row): GuidelineCase => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  deletedAt: row.deletedAt?.toISOString() ?? null,
});

const cases = (scope: Reader, which: Prisma.Sql, limit: number): Promise<Row[]> => {
  const isShown = Prisma.sql`CASE WHEN t."id" IS NOT NULL THEN (t."setId" IS NULL OR ${visible(scope, "t")})
    ELSE ${scope.sees === "everyone" ? Prisma.sql`TRUE` : isOpenTo(scope, Prisma.sql`c."documentId"`)} END`;
  return db().$queryRaw<Row[]>`
    SELECT k."id", k."ruleId", k."version", k."note", k."threadId", k."decisionId", k."createdAt", k."deletedAt",
      k."revision", ${nameOf(Prisma.sql`k."projectId"`, Prisma.sql`k."createdBy"`)} AS "createdByName", shown."documentId", d."title" AS "documentTitle",
      CASE WHEN shown."documentId" IS NULL THEN '' ELSE coalesce(nullif(t."quote", ''), (
        SELECT string_agg(span ->> 'quote', ' … ') FROM jsonb_array_elements(a."spans") span), '') END AS "quote"
    FROM "GuidelineCase" k
    LEFT JOIN "Thread" t ON t."projectId" = k."projectId" AND t."id" = k."threadId"
    LEFT JOIN "Decision" c ON c."projectId" = k."projectId" AND c."id" = k."decisionId"
    LEFT JOIN "Annotation" a ON a."projectId" = k."projectId" AND a."id" = coalesce(t."annotationId", c."annotationId")
    CROSS JOIN LATERAL (
      SELECT CASE WHEN ${isShown} THEN coalesce(t."documentId", c."documentId") END AS "documentId") shown
    LEFT JOIN "Document" d ON d."projectId" = k."projectId" AND d."id" = shown."documentId"
    WHERE k."projectId" = ${scope.projectId}::uuid AND ${which}
    ORDER BY k."id" LIMIT ${limit}`;
};

async function readCase(scope: Reader, id: string): Promise<GuidelineCase> {
  const [row] = await cases(scope, Prisma.sql`k."id" = ${id}::uuid`, 1);
  if (!row) throw missing("case");
  return resource(row);
}

type NewCase = Omit<z.output<NonNullable<(typeof declaredCreate)["body"]>>, "id"> & { readonly id: string };

/** Attaches a decision or a conversation to a rule in force. The same id again changes nothing. */
export async function createGuidelineCase(
  scope: Scope<"guideline.edit">,
  { id = uuidv7(), ...input }: z.output<NonNullable<(typeof declaredCreate)["body"]>>,
): Promise<GuidelineCase | Existing<GuidelineCase>> {
  const isNew = await transact(async (tx) => {
    await lockProject(tx, scope.projectId);
    return attachCase(tx, scope, { id, ...input });
  });
  const made = await readCase(scope, id);
  return isNew ? made : new Existing(made);
}

/** The same inside a transaction that holds the project, for a decision that names its rule. */
export async function attachCase(
  tx: Transaction,
  scope: Pick<Scope<"guideline.edit">, "projectId" | "principal">,
  { id, ruleId, threadId, decisionId, note }: NewCase,
): Promise<boolean> {
  const { projectId, principal } = scope;
  const known = await tx.guidelineCase.findUnique({
    where: { projectId_id: { projectId, id } },
    select: about,
  });
  const [thread, decision] = [threadId ?? null, decisionId ?? null];
  if (known) {
    if (known.ruleId === ruleId && known.threadId === thread && known.decisionId === decision) return false;
    throw new AppError("conflict", "This id is taken by another case; make a new one");
  }
  await requireSubject(tx, projectId, thread, decision);
  const version = await versionWith(tx, projectId, ruleId);
  await tx.guidelineCase.create({
    data: {
      projectId,
      id,
      ruleId,
      version,
      threadId: thread,
      decisionId: decision,
      note,
      createdBy: principal.userId,
    },
    select: { id: true },
  });
  await record(tx, scope, "case.created", null, id);
  return true;
}

const about = { ruleId: true, threadId: true, decisionId: true } as const;

async function requireSubject(
  tx: Transaction,
  projectId: string,
  threadId: string | null,
  decisionId: string | null,
): Promise<void> {
  const select = { id: true } as const;
  if (threadId !== null && !(await tx.thread.findUnique({ where: keyOf(projectId, threadId), select })))
    throw missing("conversation");
  if (decisionId === null) return;
  const decision = await tx.decision.findUnique({
    where: keyOf(projectId, decisionId),
    select: { deletedAt: true },
  });
  if (!decision || decision.deletedAt) throw missing("decision");
}

const keyOf = (projectId: string, id: string) => ({ projectId_id: { projectId, id } });

/** The version in force, if it has the rule: a case shows how a rule is meant that one can look up. */
async function versionWith(tx: Transaction, projectId: string, ruleId: string): Promise<number> {
  const number = await newestNumber(tx, projectId);
  const [found] = await tx.$queryRaw<{ isThere: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM jsonb_array_elements(g."value" -> 'rules') rule WHERE rule ->> 'id' = ${ruleId}) AS "isThere"
    FROM "GuidelineVersion" g WHERE g."projectId" = ${projectId}::uuid AND g."number" = ${number}`;
  if (!found?.isThere) throw invalid("ruleId", "The guidelines in force have no such rule.");
  return number;
}

/** Takes a case off its rule. It stays in the log and can be put back. */
export const deleteGuidelineCase = (
  scope: Scope<"guideline.edit">,
  id: string,
  revision: number,
): Promise<GuidelineCase> => edit(scope, id, revision, "case.deleted", new Date());

/** Puts a case back that was taken off. One that is there stays as it is. */
export const restoreGuidelineCase = (scope: Scope<"guideline.edit">, id: string): Promise<GuidelineCase> =>
  edit(scope, id, null, "case.restored", null);

async function edit(
  scope: Scope<"guideline.edit">,
  id: string,
  revision: number | null,
  kind: "case.deleted" | "case.restored",
  deletedAt: Date | null,
): Promise<GuidelineCase> {
  const { projectId } = scope;
  const isCurrent = await transact(async (tx) => {
    await lockProject(tx, projectId);
    const before = await tx.guidelineCase.findUnique({ where: keyOf(projectId, id), select: caseFact });
    if (!before) throw missing("case");
    if ((before.deletedAt === null) === (deletedAt === null)) return true;
    if (revision !== null && before.revision !== revision) return false;
    await tx.guidelineCase.update({
      where: keyOf(projectId, id),
      data: { deletedAt, revision: { increment: 1 } },
      select: { id: true },
    });
    await record(tx, scope, kind, before, id);
    return true;
  });
  const current = await readCase(scope, id);
  if (!isCurrent) throw new AppError("stale_revision", "Someone changed this case in between.", { current });
  return current;
}

/** Takes the cases that decisions are off their rules, or puts them back. Answers the changes to log. */
export async function moveCasesOf(
  tx: Transaction,
  projectId: string,
  decisionIds: readonly string[],
  kind: "case.deleted" | "case.restored",
): Promise<NewChange[]> {
  if (decisionIds.length === 0) return [];
  const deletedAt = kind === "case.deleted" ? new Date() : null;
  const cited = await tx.guidelineCase.findMany({
    where: { projectId, decisionId: { in: [...decisionIds] }, deletedAt: deletedAt ? null : { not: null } },
    select: caseFact,
  });
  // Only those that came with their decision, or with the one of an earlier text that it was, and so have its id:
  // what a lead attached or took off by hand stays as it is.
  const origins = await tx.decision.findMany({
    where: { projectId, id: { in: cited.map(({ id }) => id) } },
    select: { id: true },
  });
  const cases = cited.filter(({ id }) => origins.some((decision) => decision.id === id));
  const changes: NewChange[] = [];
  for (const before of cases) {
    const data = { deletedAt, revision: { increment: 1 } };
    const after = await tx.guidelineCase.update({
      where: keyOf(projectId, before.id),
      data,
      select: caseFact,
    });
    changes.push({ kind, subjectId: before.id, documentId: null, setId: null, before, after });
  }
  return changes;
}

/** What the log keeps of a case. */
export const caseFact = {
  id: true,
  ruleId: true,
  version: true,
  threadId: true,
  decisionId: true,
  note: true,
  deletedAt: true,
  revision: true,
} as const satisfies Prisma.GuidelineCaseSelect;

async function record(
  tx: Transaction,
  scope: Pick<Scope<"guideline.edit">, "projectId" | "principal">,
  kind: string,
  before: unknown,
  id: string,
): Promise<void> {
  const after = await tx.guidelineCase.findUnique({ where: keyOf(scope.projectId, id), select: caseFact });
  await recordChanges(tx, scope, uuidv7(), [
    { kind, subjectId: id, documentId: null, setId: null, before, after },
  ]);
}
