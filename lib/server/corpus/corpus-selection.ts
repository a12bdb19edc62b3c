import "server-only";
import type { ExportSelection } from "@/lib/contracts/exports";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { isNewest } from "../documents/newest";
import { mySets, visible } from "../visibility";

type Exporter = Scope<"corpus.export">;
export type CorpusSelection = Omit<ExportSelection, "format">;

/** What a selection lets through, as conditions. All of them hold what the caller may see as well. */
export type SelectionSql = {
  /** Documents, on `d`. */
  readonly documents: Prisma.Sql;
  /** Annotations, or assignments, on `a`. */
  readonly work: Prisma.Sql;
  /** Whether what was removed brings along what it cites. */
  readonly withRemoved: boolean;
  /** Whole sets, on `s`: whose work was asked for. */
  readonly sets: Prisma.Sql;
  /** What of the team's work the caller may read: a key may be narrower than its person. */
  readonly reads: {
    readonly guidelines: boolean;
    readonly rounds: boolean;
    readonly threads: boolean;
    /** How many code which document, and how long who took. */
    readonly progress: boolean;
  };
  /** Whether documents say which one they supersede: only where that one comes too. */
  readonly namesSuperseded: boolean;
};

/** Turns a selection into SQL. Asking for a person or a set that the project has not is a mistake, and said so. */
export async function selectionSql(
  scope: Exporter,
  selection: CorpusSelection,
  withRemoved: boolean,
): Promise<SelectionSql> {
  const sets = await chosenSets(scope, selection.set);
  const { projectId } = scope;
  const chosen = Prisma.sql`a."setId" IN (
    SELECT s."id" FROM "AnnotationSet" s WHERE s."projectId" = ${projectId}::uuid AND ${sets})`;
  const work = Prisma.sql`${visible(scope, "a")} AND ${chosen} AND ${hasStatus(scope, selection)}`;
  const split = selection.split === "any" ? Prisma.sql`TRUE` : Prisma.sql`d."split" = ${selection.split}`;
  const documents = Prisma.sql`d."projectId" = ${projectId}::uuid AND d."deletedAt" IS NULL AND ${split}
    AND ${selection.revisions === "all" ? Prisma.sql`TRUE` : isNewest}
    AND ${selection.status === "any" ? Prisma.sql`TRUE` : isWorkedOn(scope, work)}`;
  const reads = {
    guidelines: scope.may("guideline.read", null),
    rounds: scope.may("round.read", null),
    threads: scope.may("comment.read", null),
    progress: scope.may("progress.readAll", null),
  };
  return { documents, work, withRemoved, sets, reads, namesSuperseded: selection.revisions === "all" };
}

/** Whether a row counts that is removed since then. */
export const isStanding = ({ withRemoved }: SelectionSql, deletedAt: Prisma.Sql): Prisma.Sql =>
  withRemoved ? Prisma.sql`TRUE` : Prisma.sql`${deletedAt} IS NULL`;

async function chosenSets({ projectId, principal }: Exporter, set: string): Promise<Prisma.Sql> {
  if (set === "all") return Prisma.sql`TRUE`;
  if (set === "gold") return Prisma.sql`s."kind" = 'gold'`;
  if (set === "mine") return Prisma.sql`s."id" IN ${mySets({ projectId, principal })}`;
  const [kind, id = ""] = set.split(":");
  if (kind === "set") {
    const known = await db().annotationSet.findFirst({ where: { projectId, id }, select: { id: true } });
    if (!known) throw missing("set");
    return Prisma.sql`s."id" = ${id}::uuid`;
  }
  const [known] = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "Member" m WHERE m."projectId" = ${projectId}::uuid AND m."id" = ${id}::uuid
    UNION ALL SELECT 1 FROM "AnnotationSet" s WHERE s."projectId" = ${projectId}::uuid AND s."userId" = ${id}::uuid`;
  if (!known) throw missing("member");
  return Prisma.sql`s."userId" = ${id}::uuid`;
}

/** Submitted: the work's annotator has submitted it; sets that nobody submits, such as the gold, always count. */
function hasStatus({ projectId }: Exporter, { status }: CorpusSelection): Prisma.Sql {
  if (status === "any") return Prisma.sql`TRUE`;
  const submission = Prisma.sql`SELECT w."state" FROM "Assignment" w WHERE w."projectId" = ${projectId}::uuid
    AND w."documentId" = a."documentId" AND w."setId" = a."setId"`;
  return Prisma.sql`coalesce((${submission}) IN ('submitted', 'adjudicated'), a."setId" IN (
    SELECT o."id" FROM "AnnotationSet" o WHERE o."projectId" = ${projectId}::uuid AND o."kind" <> 'annotator'))`;
}

/**
 * Under `submitted`, documents nobody has submitted stay out: a text without marks would read as one where there
 * was nothing to mark.
 */
const isWorkedOn = ({ projectId }: Exporter, work: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  EXISTS (SELECT 1 FROM "Assignment" a WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = d."id" AND ${work})
  OR EXISTS (SELECT 1 FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = d."id"
    AND a."deletedAt" IS NULL AND ${work}))`;
