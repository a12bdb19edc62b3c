import "server-only";
import { uuidv7 } from "uuidv7";
import { HANDED_NAMED_MAX, type HandOver, type HandOverResource } from "@/lib/contracts/hand-over";
import { type Handed, handOut } from "@/lib/domain/workflow/hand-out";
import { storyKeys } from "@/lib/domain/workflow/story-keys";
import { AppError, invalid } from "../app-error";
import { giveDocuments, returnDocuments } from "../assignments/give-documents";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { db, Prisma, type Transaction, transact } from "../database";
import { ensureSetsOf } from "../sets/write";
import { codersAmong } from "./round-checks";
import { tellAssigned } from "./tell-assigned";

type Lead = Scope<"round.manage">;
type Reader = Pick<Transaction, "$queryRaw" | "member">;
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

/** What somebody has not finished in open rounds. */
const openWork = (tx: Reader, { projectId }: Lead, { from, round }: HandOver): Promise<Open[]> =>
  tx.$queryRaw<Open[]>`
    SELECT w."documentId", d."title", d."textSha256", d."length", r."id" AS "roundId", r."name" AS "roundName", w."setId",
      (w."activeMs" > 0 OR w."state" = 'reopened' OR EXISTS (
        SELECT FROM "Annotation" a WHERE a."projectId" = w."projectId" AND a."documentId" = w."documentId"
          AND a."setId" = w."setId" AND a."deletedAt" IS NULL)) AS "isBegun"
    FROM "Assignment" w
    JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
    JOIN "RoundDocument" rd ON rd."projectId" = w."projectId" AND rd."documentId" = w."documentId"
      AND rd."roundId" = w."roundId" AND rd."leftAt" IS NULL
    JOIN "Round" r ON r."projectId" = w."projectId" AND r."id" = w."roundId" AND r."state" = 'open'
    JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND d."deletedAt" IS NULL
    WHERE w."projectId" = ${projectId}::uuid AND s."userId" = ${from}::uuid AND w."state" IN ('open', 'reopened')
      AND ${round === undefined ? Prisma.sql`TRUE` : Prisma.sql`r."id" = ${round}::uuid`}
    ORDER BY r."id", d."createdAt", d."id"`;

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

type Drawn = { readonly open: readonly Open[]; readonly people: readonly Person[]; readonly handed: Handed };

async function draw(tx: Reader, scope: Lead, asked: HandOver): Promise<Drawn> {
  if (asked.to.includes(asked.from)) throw invalid("to", "Work can't be handed over to whoever has it");
  const people = await codersAmong(tx, scope, asked.to);
  const open = await openWork(tx, scope, asked);
  const had = await hadBy(
    tx,
    scope.projectId,
    people.map(({ id }) => id),
  );
  const stories = storyKeys([...open.map(({ documentId: id, ...row }) => ({ id, ...row })), ...had]);
  const storyOf = (id: string) => stories.get(id) ?? id;
  const handed = handOut({
    documents: open.map(({ documentId: id, length, isBegun }) => ({
      id,
      length,
      isBegun,
      story: storyOf(id),
    })),
    people: people.map(({ id }) => id),
    had: had.map(({ id: documentId, userId: personId }) => ({
      documentId,
      personId,
      story: storyOf(documentId),
    })),
    takesBegun: asked.begun,
  });
  return { open, people, handed };
}

function resourceOf({ open, people, handed }: Drawn, opId: string | null): HandOverResource {
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
    assignments: handed.given
      .slice(0, HANDED_NAMED_MAX)
      .map(({ documentId, personId: userId }) => ({ ...naming(documentId), userId })),
    stays: handed.staying.length,
    staying: handed.staying
      .slice(0, HANDED_NAMED_MAX)
      .map(({ documentId, reason }) => ({ ...naming(documentId), reason })),
  };
}

/** Who would take over what. Changes nothing. */
export const previewHandOver = async (scope: Lead, asked: HandOver): Promise<HandOverResource> =>
  resourceOf(await draw(db(), scope, asked), null);

/**
 * Gives all that somebody has not finished in open rounds to others, evenly by length, nobody a document or story
 * that they have had. What was annotated stays in the set of whoever made it, given back; caps are not asked, for
 * somebody has to do it. Those who take over are told once for each round.
 */
export async function handOver(scope: Lead, asked: HandOver): Promise<HandOverResource> {
  const { projectId } = scope;
  const opId = asked.id ?? uuidv7();
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    if ((await tx.change.count({ where: { projectId, opId } })) > 0)
      throw new AppError("conflict", "This has been handed over already.");
    const drawn = await draw(tx, scope, asked);
    await recordChanges(tx, scope, opId, await passOn(tx, scope, drawn));
    return resourceOf(drawn, opId);
  });
}

async function passOn(
  tx: Transaction,
  scope: Lead,
  { open, people, handed }: Drawn,
): Promise<readonly NewChange[]> {
  const { projectId } = scope;
  const taker = new Map(handed.given.map(({ documentId, personId }) => [documentId, personId]));
  const leaving = open.filter(({ documentId }) => taker.has(documentId));
  const returned = await returnDocuments(tx, projectId, leaving, { force: true });
  const sets = await ensureSetsOf(tx, projectId, people);
  const all: NewChange[] = [...returned];
  for (const [id, name] of new Map(leaving.map(({ roundId, roundName }) => [roundId, roundName]))) {
    const pairs = leaving.flatMap(({ documentId, roundId }) => {
      const setId = sets.get(taker.get(documentId) ?? "");
      return roundId === id && setId !== undefined ? [{ documentId, setId }] : [];
    });
    const given = await giveDocuments(tx, projectId, pairs, { roundId: id, claimedAt: null });
    await tellAssigned(tx, scope, { id, name, sets }, given);
    all.push(...given);
  }
  return all;
}
