import "server-only";
import { HANDED_NAMED_MAX, type HandOver, type HandOverResource } from "@/lib/contracts/hand-over";
import { type Handed, handOut } from "@/lib/domain/workflow/hand-out";
import { storyKeys } from "@/lib/domain/workflow/story-keys";
import { invalid } from "../app-error";
import type { Scope } from "../authorize";
import { Prisma, type Transaction } from "../database";
import { isNewest } from "../documents/newest";
import { codersAmong } from "./round-checks";

type Lead = Scope<"round.manage">;
export type Reader = Pick<Transaction, "$queryRaw" | "member">;
type Person = { readonly id: string; readonly name: string };

type Open = {
  readonly documentId: string;
  readonly title: string;
  readonly textSha256: string;
  readonly length: number;
  readonly roundId: string;
  readonly roundName: string;
  readonly setId: string;
  readonly isBegun: boolean;
};

/** Work of one person by the order in which it is answered, as far as `asked` says. */
export const workOf = (
  tx: Reader,
  projectId: string,
  from: string,
  asked: Prisma.Sql,
): Promise<Open[]> => tx.$queryRaw<Open[]>`
  SELECT w."documentId", d."title", d."textSha256", d."length", r."id" AS "roundId", r."name" AS "roundName", w."setId",
    (w."activeMs" > 0 OR w."state" = 'reopened' OR EXISTS (
      SELECT FROM "Annotation" a WHERE a."projectId" = w."projectId" AND a."documentId" = w."documentId"
        AND a."setId" = w."setId" AND a."deletedAt" IS NULL)) AS "isBegun"
  FROM "Assignment" w
  JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
  JOIN "RoundDocument" rd ON rd."projectId" = w."projectId" AND rd."documentId" = w."documentId"
    AND rd."roundId" = w."roundId"
  JOIN "Round" r ON r."projectId" = w."projectId" AND r."id" = w."roundId"
  JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId"
  WHERE w."projectId" = ${projectId}::uuid AND s."userId" = ${from}::uuid AND ${asked}
  ORDER BY r."id", d."createdAt", d."id"`;

/** What somebody has not finished in open rounds. */
const openWork = (tx: Reader, { projectId }: Lead, { from, round }: HandOver): Promise<Open[]> =>
  workOf(
    tx,
    projectId,
    from,
    Prisma.sql`w."state" IN ('open', 'reopened') AND r."state" = 'open' AND rd."leftAt" IS NULL AND d."deletedAt" IS NULL
      AND ${round === undefined ? Prisma.sql`TRUE` : Prisma.sql`r."id" = ${round}::uuid`}`,
  );

type Had = {
  readonly id: string;
  readonly title: string;
  readonly textSha256: string;
  readonly userId: string;
};

/** What these people have or had and did not give back, anywhere in the project. */
const hadBy = (tx: Reader, projectId: string, userIds: readonly string[]): Promise<Had[]> => tx.$queryRaw<
  Had[]
>`
  SELECT d."id", d."title", d."textSha256", s."userId" FROM "Assignment" w
  JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
  JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId"
  WHERE w."projectId" = ${projectId}::uuid AND w."state" <> 'returned' AND s."userId" = ANY(${[...userIds]}::uuid[])`;

type Room = {
  readonly personId: string;
  readonly round: string;
  readonly roundName: string;
  readonly cap: number;
  readonly has: number;
};

/** What these people have of rounds that say how much one person gets. */
export const roomOf = (
  tx: Reader,
  projectId: string,
  userIds: readonly string[],
  roundIds: readonly string[],
): Promise<Room[]> => tx.$queryRaw<Room[]>`
  SELECT u."id" AS "personId", r."id" AS "round", r."name" AS "roundName", r."cap", (
    SELECT count(*)::int FROM "Assignment" w
    JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
    JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND ${isNewest}
    WHERE w."projectId" = r."projectId" AND w."roundId" = r."id" AND w."state" <> 'returned' AND s."userId" = u."id") AS "has"
  FROM "Round" r CROSS JOIN unnest(${[...userIds]}::uuid[]) u("id")
  WHERE r."projectId" = ${projectId}::uuid AND r."id" = ANY(${[...roundIds]}::uuid[]) AND r."cap" IS NOT NULL`;

export type Drawn = {
  readonly open: readonly Open[];
  readonly people: readonly Person[];
  readonly room: readonly Room[];
  readonly handed: Handed;
};

/** Who would take over what of somebody's unfinished work in open rounds, as things stand. */
export async function drawHandOver(tx: Reader, scope: Lead, asked: HandOver): Promise<Drawn> {
  if (asked.to.includes(asked.from)) throw invalid("to", "Work can't be handed over to whoever has it");
  const people = await codersAmong(tx, scope, asked.to);
  const open = await openWork(tx, scope, asked);
  const ids = people.map(({ id }) => id);
  const had = await hadBy(tx, scope.projectId, ids);
  const room = await roomOf(tx, scope.projectId, ids, [...new Set(open.map(({ roundId }) => roundId))]);
  const stories = storyKeys([...open.map(({ documentId: id, ...row }) => ({ id, ...row })), ...had]);
  const storyOf = (id: string) => stories.get(id) ?? id;
  const handed = handOut({
    documents: open.map(({ documentId: id, length, isBegun, roundId: round }) => ({
      ...{ id, length, isBegun, round },
      story: storyOf(id),
    })),
    people: ids,
    had: had.map(({ id: documentId, userId: personId }) => ({
      ...{ documentId, personId },
      story: storyOf(documentId),
    })),
    room: room.map(({ cap, has, ...one }) => ({ ...one, documents: cap - has })),
    takesBegun: asked.begun,
  });
  return { open, people, room, handed };
}

/** A hand-over as it is answered. */
export function handedOver({ open, people, room, handed }: Drawn, opId: string | null): HandOverResource {
  const byId = new Map(open.map((row) => [row.documentId, row]));
  const naming = (documentId: string) => {
    const { title = "", roundId = "", roundName = "" } = byId.get(documentId) ?? {};
    return { documentId, title, roundId, roundName };
  };
  const lengthOf = (documentId: string) => byId.get(documentId)?.length ?? 0;
  return {
    opId,
    handed: handed.given.length,
    begun: handed.given.filter(({ documentId }) => byId.get(documentId)?.isBegun).length,
    loads: people.map((person) => {
      const mine = handed.given.filter(({ personId }) => personId === person.id);
      const length = mine.reduce((sum, { documentId }) => sum + lengthOf(documentId), 0);
      return { ...person, documents: mine.length, length };
    }),
    over: handed.over.flatMap(({ personId, round, by }) => {
      const person = people.find(({ id }) => id === personId);
      const at = room.find((one) => one.personId === personId && one.round === round);
      if (!person || !at) return [];
      const documents = Math.max(at.has, at.cap) + by;
      return [{ ...person, roundId: round, roundName: at.roundName, cap: at.cap, documents, by }];
    }),
    assignments: handed.given
      .slice(0, HANDED_NAMED_MAX)
      .map(({ documentId, personId: userId }) => ({ ...naming(documentId), userId })),
    stays: handed.staying.length,
    staying: handed.staying
      .slice(0, HANDED_NAMED_MAX)
      .map(({ documentId, reason }) => ({ ...naming(documentId), reason })),
  };
}
