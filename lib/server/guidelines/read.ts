import "server-only";
import {
  type EarlierAnnotation,
  type GuidelineResource,
  GuidelineShape,
  type GuidelineVersionSummary,
} from "@/lib/contracts/guidelines";
import { changedIn, emptyGuideline, type Guideline } from "@/lib/domain/guideline/guideline";
import { invalid, missing } from "../app-error";
import { isUuid, type Scope } from "../authorize";
import { nameOf } from "../contributors/read";
import { db, Prisma, type Transaction } from "../database";
import { isNewest } from "../documents/newest";
import type { PageOf } from "../id-page";
import { visible } from "../visibility";

type Reader = Scope<"guideline.read"> | Scope<"guideline.edit">;
type Version = { readonly number: number; readonly guideline: Guideline; readonly createdAt: Date };

/** The number of the version in force; 0 before the first. */
export async function newestNumber(tx: Transaction, projectId: string): Promise<number> {
  const newest = await tx.guidelineVersion.aggregate({ where: { projectId }, _max: { number: true } });
  return newest._max.number ?? 0;
}

/** The guidelines in force, or an earlier version of them. Before the first version they are empty. */
export async function readGuideline(
  { projectId, principal }: Pick<Reader, "projectId" | "principal">,
  { number }: { readonly number?: number | undefined } = {},
  tx: Transaction = db(),
): Promise<GuidelineResource> {
  const newest = await newestNumber(tx, projectId);
  const mine = await tx.guidelineRead.findUnique({
    where: { projectId_userId: { projectId, userId: principal.userId } },
    select: { number: true },
  });
  const asked = number ?? newest;
  const common = { number: asked, readNumber: mine?.number ?? 0, newestNumber: newest };
  if (asked === 0) return { ...common, guideline: emptyGuideline, createdAt: null };
  const [version] = await versionsOf(tx, projectId, { number: asked });
  if (!version) throw missing("version of the guidelines");
  return { ...common, guideline: version.guideline, createdAt: version.createdAt.toISOString() };
}

async function versionsOf(
  tx: Transaction,
  projectId: string,
  where: Prisma.GuidelineVersionWhereInput = {},
): Promise<Version[]> {
  const rows = await tx.guidelineVersion.findMany({
    where: { projectId, ...where },
    orderBy: { number: "asc" },
    select: { number: true, value: true, createdAt: true },
  });
  return rows.map(({ value, ...row }) => ({ ...row, guideline: GuidelineShape.parse(value) }));
}

/** The versions, newest first, without their words. A page's cursor is the number it ends with. */
export async function listGuidelineVersions(
  { projectId }: Scope<"guideline.read">,
  { cursor, limit }: PageOf,
): Promise<{ items: GuidelineVersionSummary[]; nextCursor: string | null }> {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
    throw invalid("cursor", "This cursor is not from this list");
  const rows = await db().$queryRaw<(Omit<GuidelineVersionSummary, "createdAt"> & { createdAt: Date })[]>`
    SELECT g."number", g."createdAt", g."createdBy",
      ${nameOf(Prisma.sql`g."projectId"`, Prisma.sql`g."createdBy"`)} AS "createdByName",
      jsonb_array_length(g."value" -> 'rules') AS "rules"
    FROM "GuidelineVersion" g
    WHERE g."projectId" = ${projectId}::uuid
      AND ${cursor === undefined ? Prisma.sql`TRUE` : Prisma.sql`g."number" < ${Number(cursor)}`}
    ORDER BY g."number" DESC LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.number) : null };
}

type EarlierPage = {
  readonly items: EarlierAnnotation[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly changedIn: number | null;
};

/**
 * The annotations that were last changed before a rule got its present words: those of its tag, or all for a rule
 * about all tags. Oldest first; a page starts after the time and id that its cursor holds.
 */
export async function listAnnotationsBeforeRule(
  scope: Scope<"guideline.read">,
  ruleId: string,
  page: PageOf,
): Promise<EarlierPage> {
  const versions = await versionsOf(db(), scope.projectId);
  const rule = versions.at(-1)?.guideline.rules.find(({ id }) => id === ruleId);
  if (!rule) throw missing("rule");
  const number = changedIn(versions, ruleId);
  const since = versions.find((version) => version.number === number)?.createdAt;
  if (!since) return { items: [], nextCursor: null, total: 0, changedIn: null };
  const earlier = Prisma.sql`
    FROM "Annotation" a
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId" AND d."deletedAt" IS NULL
      AND ${isNewest}
    JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId"
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."deletedAt" IS NULL AND a."updatedAt" < ${since}
      AND ${rule.tag === null ? Prisma.sql`TRUE` : Prisma.sql`a."tag" = ${rule.tag}`} AND ${visible(scope, "a")}`;
  const rows = await db().$queryRaw<(Omit<EarlierAnnotation, "updatedAt"> & { updatedAt: Date })[]>`
    SELECT a."id", a."documentId", d."title" AS "documentTitle", s."name" AS "author", a."updatedAt", coalesce((
      SELECT string_agg(span ->> 'quote', ' … ') FROM jsonb_array_elements(a."spans") span), '') AS "quote"
    ${earlier} AND ${afterCursor(page.cursor)}
    ORDER BY a."updatedAt", a."id" LIMIT ${page.limit + 1}`;
  const [counted] = await db().$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" ${earlier}`;
  const items = rows.slice(0, page.limit).map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? `${last.updatedAt} ${last.id}` : null,
    total: counted?.total ?? 0,
    changedIn: number,
  };
}

function afterCursor(cursor: string | undefined): Prisma.Sql {
  if (cursor === undefined) return Prisma.sql`TRUE`;
  const [time = "", id = ""] = cursor.split(" ");
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !isUuid(id)) throw invalid("cursor", "This cursor is not from this list");
  return Prisma.sql`(a."updatedAt", a."id") > (${at}, ${id}::uuid)`;
}
