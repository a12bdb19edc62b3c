import "server-only";
import type { ProgressFigure, ProgressResource } from "@/lib/contracts/progress";
import { seededRandom } from "@/lib/domain/agreement/random";
import { forecastFinish } from "@/lib/domain/workflow/forecast-finish";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { figureQueries } from "./figure-queries";

type Reader = Scope<"progress.read">;

/** As many documents and waits as a page shows; files hold them all. */
const PAGE_ROWS_MAX = 1_000;
const FILE_ROWS_MAX = 100_000;
const DAYS_MAX = 366;
/** The same figures make the same forecast. */
const FORECAST_SEED = 1;

type Figures = Omit<ProgressResource, "hasMore" | "finish">;

async function rowsOf<Figure extends ProgressFigure>(
  scope: Reader,
  figure: Figure,
  round: string | undefined,
  limit: number,
): Promise<Figures[Figure]> {
  const rows = await db().$queryRaw<Record<string, unknown>[]>(
    Prisma.sql`${figureQueries[figure](scope, round)} LIMIT ${limit}`,
  );
  const plain = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
    ),
  );
  // The query of a figure selects exactly the fields of its declaration, by which the answer is parsed again.
  return plain as unknown as Figures[Figure];
}

async function requireRound({ projectId }: Reader, round: string | undefined): Promise<void> {
  if (round === undefined) return;
  const known = await db().round.count({ where: { projectId, id: round } });
  if (known === 0) throw missing("round");
}

/** How far the work is, as far as the caller may see. */
export async function readProgress(scope: Reader, round: string | undefined): Promise<ProgressResource> {
  await requireRound(scope, round);
  const [people, documents, tags, days, waits] = await Promise.all([
    rowsOf(scope, "people", round, PAGE_ROWS_MAX),
    rowsOf(scope, "documents", round, PAGE_ROWS_MAX + 1),
    rowsOf(scope, "tags", round, PAGE_ROWS_MAX),
    rowsOf(scope, "days", round, DAYS_MAX),
    rowsOf(scope, "waits", round, PAGE_ROWS_MAX + 1),
  ]);
  const [burnup, personTimes, documentTimes] = await Promise.all([
    rowsOf(scope, "burnup", round, DAYS_MAX),
    rowsOf(scope, "personTimes", round, PAGE_ROWS_MAX),
    rowsOf(scope, "documentTimes", round, PAGE_ROWS_MAX),
  ]);
  return {
    people,
    documents: documents.slice(0, PAGE_ROWS_MAX),
    tags,
    days: days.toReversed(),
    waits: waits.slice(0, PAGE_ROWS_MAX),
    burnup: burnup.toReversed(),
    personTimes,
    documentTimes,
    finish: await finishOf(scope, round, burnup),
    hasMore: documents.length > PAGE_ROWS_MAX || waits.length > PAGE_ROWS_MAX,
  };
}

/** When work would be done at the pace of the last weeks, and by when it is to be. Newest days first. */
async function finishOf(
  { projectId }: Reader,
  round: string | undefined,
  burnup: Figures["burnup"],
): Promise<ProgressResource["finish"]> {
  const row =
    round === undefined
      ? null
      : await db().round.findUnique({
          where: { projectId_id: { projectId, id: round } },
          select: { dueAt: true },
        });
  const { wanted = 0, submitted = 0 } = burnup[0] ?? {};
  const today = new Date().toISOString().slice(0, 10);
  // Today is not over: it would count as a slow day.
  const past = burnup.filter(({ day }) => day < today);
  const daily = past.slice(0, -1).map((day, at) => day.submitted - (past[at + 1]?.submitted ?? 0));
  const random = seededRandom(FORECAST_SEED);
  return {
    ...{ wanted, submitted, today, dueAt: row?.dueAt?.toISOString() ?? null },
    forecast: forecastFinish({ daily: daily.toReversed(), remaining: wanted - submitted, random }),
  };
}

/** All rows of one figure, for a file. */
export async function readFigure<Figure extends ProgressFigure>(
  scope: Reader,
  figure: Figure,
  round: string | undefined,
): Promise<Figures[Figure]> {
  await requireRound(scope, round);
  return rowsOf(scope, figure, round, FILE_ROWS_MAX);
}
