import "server-only";
import type { Reveals } from "@/lib/contracts/rounds";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import { Prisma, type Transaction } from "../database";
import { audienceOf } from "../visibility";

type Lead = Pick<Scope<"round.manage">, "projectId" | "isBlindByDefault">;

/** What annotators have made on one document, and who sees it (`audienceOf`). */
type Seen = {
  readonly documentId: string;
  readonly audience: number;
  /** Who has annotated it, talked on it or submitted it. */
  readonly people: readonly string[];
  /** How many of them have not submitted. */
  readonly unfinished: number;
};

const EVERYBODY = 2;

/** Who sees the work on these documents now; those on which nobody has done anything are left out. */
export const seenOn = (
  tx: Pick<Transaction, "$queryRaw">,
  scope: Lead,
  documentIds: readonly string[],
): Promise<Seen[]> => {
  const asked = (documentId: Prisma.Sql) => Prisma.sql`${documentId} = ANY(${[...documentIds]}::uuid[])`;
  const { projectId } = scope;
  // “shown” is no name that the visibility rule uses inside.
  return tx.$queryRaw<Seen[]>`
    SELECT shown."documentId", ${audienceOf(scope, Prisma.sql`shown."documentId"`)} AS "audience", shown."people",
      shown."unfinished"
    FROM (
      SELECT made."documentId", array_agg(s."userId") AS "people",
        count(*) FILTER (WHERE w."state" IS NULL OR w."state" NOT IN ('submitted', 'adjudicated'))::int AS "unfinished"
      FROM (
        SELECT w."documentId", w."setId" FROM "Assignment" w
        WHERE w."projectId" = ${projectId}::uuid AND ${asked(Prisma.sql`w."documentId"`)}
          AND w."state" IN ('submitted', 'reopened', 'adjudicated')
        UNION SELECT a."documentId", a."setId" FROM "Annotation" a
        WHERE a."projectId" = ${projectId}::uuid AND ${asked(Prisma.sql`a."documentId"`)} AND a."deletedAt" IS NULL
        UNION SELECT t."documentId", t."setId" FROM "Thread" t
        WHERE t."projectId" = ${projectId}::uuid AND ${asked(Prisma.sql`t."documentId"`)} AND t."setId" IS NOT NULL
      ) made
      JOIN "AnnotationSet" s ON s."projectId" = ${projectId}::uuid AND s."id" = made."setId" AND s."kind" = 'annotator'
        AND s."userId" IS NOT NULL
      LEFT JOIN "Assignment" w ON w."projectId" = s."projectId" AND w."documentId" = made."documentId"
        AND w."setId" = s."id"
      GROUP BY made."documentId"
    ) shown`;
};

/** What others see by what was done between these two looks at the same documents, and did not see before. */
export function revealedBetween(before: readonly Seen[], after: readonly Seen[]): Reveals | null {
  const was = new Map(before.map(({ documentId, audience }) => [documentId, audience]));
  // Whoever is the only one to have submitted sees nobody else's.
  const shown = after.filter(
    ({ documentId, audience, people }) =>
      audience > (was.get(documentId) ?? EVERYBODY) && (audience === EVERYBODY || people.length > 1),
  );
  return summed(shown, "now");
}

/** What everybody would see if these documents came into a round that is not blind, as soon as it is opened. */
export const revealedByOpening = async (
  tx: Pick<Transaction, "$queryRaw">,
  scope: Lead,
  documentIds: readonly string[],
): Promise<Reveals | null> => {
  const hidden = (await seenOn(tx, scope, documentIds)).filter(({ audience }) => audience < EVERYBODY);
  return summed(
    hidden.map((one) => ({ ...one, audience: EVERYBODY })),
    "opening",
  );
};

function summed(shown: readonly Seen[], when: Reveals["when"]): Reveals | null {
  if (shown.length === 0) return null;
  return {
    when,
    to: shown.some(({ audience }) => audience === EVERYBODY) ? "everyone" : "submitters",
    documents: shown.length,
    people: new Set(shown.flatMap(({ people }) => people)).size,
    unfinished: shown.reduce((sum, { unfinished }) => sum + unfinished, 0),
  };
}

/** Refuses to end blindness that nobody has said may end; what has been seen can't be unseen. */
export function requireRevealing(reveals: Reveals | null, isAsked: boolean | undefined): void {
  if (reveals === null || isAsked) return;
  const { documents, people, unfinished, when } = reveals;
  const what = `${plural(people, "person", "people")} on ${plural(documents, "document", "documents")}`;
  throw new AppError(
    "reveals_work",
    `Others would see blind work of ${what}${when === "opening" ? " as soon as the round is opened" : " at once"}, ${unfinished} not submitted. Say reveal to do it.`,
    { current: reveals },
  );
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
