import "server-only";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { type listReviewRuns as declared, ReviewRun } from "@/lib/contracts/review-runs";
import type { reviewMany } from "@/lib/contracts/reviews";
import { invalid } from "../app-error";
import type { Scope } from "../authorize";
import { recordChanges } from "../changes/write";
import { nameOf } from "../contributors/read";
import { db, Prisma, type Transaction } from "../database";
import { visibleChange } from "../visibility";

type Reviewer = Scope<"review.write">;
type Query = z.output<NonNullable<(typeof declared)["query"]>>;
type Step = Omit<z.output<NonNullable<(typeof reviewMany)["body"]>>, "documents">;

/**
 * Logs a step of a verdict on many beside its verdicts, which do not say what they were chosen by. The first one
 * tells what all of them share.
 */
export async function logStep(
  tx: Transaction,
  scope: Reviewer,
  { opId, step, planned, except = [], ...shared }: Step,
  { given, part }: { readonly given: number; readonly part: number },
): Promise<void> {
  const isSaid = step > 0 && sameIds(await leftOutSoFar(tx, scope, opId), except);
  const after = {
    ...{ step, planned: planned ?? null, given },
    ...(isSaid ? {} : { except }),
    ...(step === 0 ? shared : {}),
  };
  await recordChanges(tx, scope, opId, [aboutRun("reviewRun.given", opId, after)], part);
}

/** What a run leaves out, as the last of its steps said that told it: one that goes on may leave out more. */
async function leftOutSoFar(
  tx: Transaction,
  { projectId }: Reviewer,
  opId: string,
): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ except: string[] }[]>`
    SELECT c."after"->'except' AS "except" FROM "Change" c
    WHERE c."projectId" = ${projectId}::uuid AND c."subjectId" = ${opId}::uuid AND c."kind" = 'reviewRun.given'
      AND c."after" ? 'except'
    ORDER BY c."seq" DESC LIMIT 1`;
  return rows[0]?.except ?? [];
}

const sameIds = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && new Set([...some, ...others]).size === some.length;

/** Logs that a part of a verdict on many was taken back, and with what that goes on; nothing of other operations. */
export async function logUndoing(
  tx: Transaction,
  scope: Reviewer,
  opId: string,
  after: { readonly undoOpId: string; readonly undone: number; readonly nextCursor: string | null },
): Promise<void> {
  const { projectId } = scope;
  const run = await tx.change.findFirst({
    where: { projectId, subjectId: opId, kind: "reviewRun.given" },
    select: { seq: true },
  });
  if (run) await recordChanges(tx, scope, uuidv7(), [aboutRun("reviewRun.undone", opId, after)]);
}

const aboutRun = (kind: `reviewRun.${"given" | "undone"}`, subjectId: string, after: object) => ({
  kind,
  subjectId,
  documentId: null,
  setId: null,
  before: null,
  after,
});

/** What the log says of a run: its first step, and what its steps and its undoing come to. */
const Row = z.object({
  seq: z.bigint(),
  id: z.string(),
  reviewerId: z.string(),
  reviewerName: z.string().nullable(),
  first: ReviewRun.pick({ filter: true, verdict: true, reason: true, text: true }),
  except: z.array(z.string()).nullable(),
  planned: z.object({ steps: z.int(), annotations: z.int() }).nullable(),
  given: z.int(),
  undone: z.int(),
  nextStep: z.int(),
  undoing: z.object({ undoOpId: z.string(), nextCursor: z.string().nullable() }).nullable(),
  startedAt: z.date(),
  lastAt: z.date(),
});

/** A page of verdicts on many, by whoever the caller may see the runs of. The log is all that is known of them. */
export async function listReviewRuns(
  scope: Scope<"review.read">,
  { cursor, limit, reviewer }: Query,
): Promise<z.output<(typeof declared)["returns"]>> {
  const asked = [visibleChange(scope)];
  if (cursor !== undefined) asked.push(Prisma.sql`c."seq" < ${seqOf(cursor)}`);
  if (reviewer !== undefined) asked.push(Prisma.sql`c."principal" = ${reviewer}::uuid`);
  const rows = await db().$queryRaw<unknown[]>`
    SELECT c."seq", c."subjectId" AS "id", c."principal" AS "reviewerId",
      ${nameOf(Prisma.sql`c."projectId"`, Prisma.sql`c."principal"`)} AS "reviewerName", c."at" AS "startedAt",
      c."after" - 'step' - 'planned' - 'given' - 'except' AS "first", sums.*
    FROM "Change" c
    CROSS JOIN LATERAL (
      SELECT coalesce(sum((l."after"->>'given')::int), 0)::int AS "given",
        coalesce(sum((l."after"->>'undone')::int), 0)::int AS "undone",
        max((l."after"->>'step')::int) + 1 AS "nextStep", max(l."at") AS "lastAt",
        (array_agg(nullif(l."after"->'planned', 'null') ORDER BY l."seq" DESC)
          FILTER (WHERE l."kind" = 'reviewRun.given'))[1] AS "planned",
        (array_agg(l."after"->'except' ORDER BY l."seq" DESC) FILTER (WHERE l."after" ? 'except'))[1] AS "except",
        (array_agg(l."after" ORDER BY l."seq" DESC) FILTER (WHERE l."kind" = 'reviewRun.undone'))[1] AS "undoing"
      FROM "Change" l
      WHERE l."projectId" = c."projectId" AND l."subjectId" = c."subjectId" AND l."kind" LIKE 'reviewRun.%') sums
    WHERE c."projectId" = ${scope.projectId}::uuid AND c."kind" LIKE 'reviewRun.%'
      AND c."kind" = 'reviewRun.given' AND (c."after"->>'step')::int = 0 AND ${Prisma.join(asked, " AND ")}
    ORDER BY c."seq" DESC LIMIT ${limit + 1}`;
  const found = z.array(Row).parse(rows);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(runOf), nextCursor: last ? String(last.seq) : null };
}

function runOf({
  seq: _,
  first,
  except,
  planned,
  undoing,
  startedAt,
  lastAt,
  ...run
}: z.output<typeof Row>): ReviewRun {
  const goesOn = undoing && undoing.nextCursor !== null;
  return {
    ...run,
    ...first,
    except: except ?? [],
    planned: planned?.annotations ?? null,
    state: undoing
      ? goesOn
        ? "undoing"
        : "undone"
      : planned && run.nextStep < planned.steps
        ? "stopped"
        : "given",
    undoing: goesOn ? { opId: undoing.undoOpId, cursor: undoing.nextCursor ?? "" } : null,
    startedAt: startedAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}

function seqOf(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) throw invalid("cursor", "This cursor is not from this list");
  return BigInt(cursor);
}
