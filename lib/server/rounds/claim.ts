import "server-only";
import { uuidv7 } from "uuidv7";
import type { AssignmentResource } from "@/lib/contracts/documents";
import { storyKeys } from "@/lib/domain/workflow/story-keys";
import { AppError, missing } from "../app-error";
import { assignmentFact } from "../assignments/assignment-fact";
import { giveDocuments, readAssignment, returnDocuments } from "../assignments/give-documents";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { isNewest } from "../documents/newest";
import { ensureMySet } from "../sets/write";
import { mySets } from "../visibility";
import { documentsOfRound } from "./round-documents";

type Claimer = Pick<Scope<"round.claim">, "projectId" | "principal">;

/** Claims that somebody may hold unfinished: enough to go on with another text, too few to hoard. */
export const UNFINISHED_CLAIMS_MAX = 3;

type Round = { readonly id: string; readonly name: string; readonly cap: number | null };

/**
 * The documents of a round that the caller could claim, those first that others have begun, so that they open
 * sooner, and those last that the caller has given back.
 */
const claimable = (
  { projectId, principal }: Claimer,
  roundId: string,
  toldAlready: readonly string[],
): Prisma.Sql => Prisma.sql`
  SELECT rd."documentId" FROM "RoundDocument" rd
  JOIN "Document" d ON d."projectId" = rd."projectId" AND d."id" = rd."documentId" AND d."deletedAt" IS NULL
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE w."state" <> 'returned' AND w."roundId" = rd."roundId") AS "filled",
      bool_or(w."setId" IN ${mySets({ projectId, principal })} AND w."state" <> 'returned') AS "isMine",
      coalesce(bool_or(w."setId" IN ${mySets({ projectId, principal })}), FALSE) AS "wasMine"
    FROM "Assignment" w WHERE w."projectId" = rd."projectId" AND w."documentId" = rd."documentId"
  ) work ON TRUE
  WHERE rd."projectId" = ${projectId}::uuid AND rd."roundId" = ${roundId}::uuid AND rd."leftAt" IS NULL
    AND work."filled" < rd."copies" AND work."isMine" IS NOT TRUE
    AND rd."documentId" <> ALL(${[...toldAlready]}::uuid[])
  ORDER BY work."wasMine", work."filled" DESC, d."createdAt", d."id"`;

/** Documents of a round that tell what the caller has worked on already, here or elsewhere. */
async function toldAlready(tx: Transaction, claimer: Claimer, roundId: string): Promise<string[]> {
  const { projectId } = claimer;
  const documents = await documentsOfRound(tx, projectId, roundId);
  const mine = await tx.$queryRaw<{ id: string; title: string; textSha256: string }[]>`
    SELECT d."id", d."title", d."textSha256" FROM "Assignment" w
    JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId"
    WHERE w."projectId" = ${projectId}::uuid AND w."state" <> 'returned' AND w."setId" IN ${mySets(claimer)}`;
  const keys = storyKeys([...documents, ...mine]);
  const told = new Set(mine.map(({ id }) => keys.get(id)));
  return documents.map(({ id }) => id).filter((id) => told.has(keys.get(id)));
}

/** Why the caller can take no further document of a round now, or null when they can if there is one. */
async function obstacle(tx: Transaction, claimer: Claimer, { id, cap }: Round): Promise<string | null> {
  const [held] = await tx.$queryRaw<{ all: number; unfinished: number }[]>`
    SELECT count(*)::int AS "all",
      count(*) FILTER (WHERE w."claimedAt" IS NOT NULL AND w."state" IN ('open', 'reopened'))::int AS "unfinished"
    FROM "Assignment" w JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND ${isNewest}
    WHERE w."projectId" = ${claimer.projectId}::uuid AND w."roundId" = ${id}::uuid AND w."state" <> 'returned'
      AND w."setId" IN ${mySets(claimer)}`;
  if (cap !== null && (held?.all ?? 0) >= cap)
    return `You have ${cap} documents, as many as one person gets.`;
  if ((held?.unfinished ?? 0) >= UNFINISHED_CLAIMS_MAX)
    return `You have ${UNFINISHED_CLAIMS_MAX} unfinished ones. Submit one or give one back first.`;
  return null;
}

/** Whether there is a document in the round that the caller could claim now. */
export async function canClaim(tx: Transaction, claimer: Claimer, round: Round): Promise<boolean> {
  if ((await obstacle(tx, claimer, round)) !== null) return false;
  const told = await toldAlready(tx, claimer, round.id);
  const rows = await tx.$queryRaw<unknown[]>`${claimable(claimer, round.id, told)} LIMIT 1`;
  return rows.length > 0;
}

/**
 * Gives the caller the next document of a round. Sent again with the same id, it answers the same one.
 *
 * The place is held before the project is taken, and skipped by others meanwhile: people who claim at once are led
 * to different documents and wait for each other only to write the log. What was chosen is asked again under the
 * project, where nobody else can be writing.
 */
export async function claimDocument(
  scope: Scope<"round.claim">,
  roundId: string,
  opId: string,
): Promise<AssignmentResource> {
  const { projectId } = scope;
  return transact(async (tx) => {
    const told = await toldAlready(tx, scope, roundId);
    const held = await tx.$queryRaw<{ documentId: string }[]>`
      ${claimable(scope, roundId, told)} LIMIT 1 FOR UPDATE OF rd SKIP LOCKED`;
    await lockProject(tx, projectId);
    const known = await claimedBefore(tx, scope, opId);
    if (known) return known;
    const round = await requireClaimable(tx, scope, roundId);
    const documentId = await settled(tx, scope, roundId, held[0]?.documentId);
    const setId = await ensureMySet(tx, scope);
    const pair = { documentId, setId };
    const given = await giveDocuments(tx, projectId, [pair], { roundId: round.id, claimedAt: new Date() });
    await recordChanges(tx, scope, opId, given);
    return answer(tx, projectId, pair);
  });
}

async function answer(
  tx: Transaction,
  projectId: string,
  pair: { documentId: string; setId: string },
): Promise<AssignmentResource> {
  const row = await readAssignment(tx, projectId, pair);
  if (!row) throw new Error("An assignment that was just written is gone");
  return assignmentFact(row);
}

/** What an operation with this id has claimed. An id that named something else is refused. */
async function claimedBefore(
  tx: Transaction,
  { projectId, principal }: Claimer,
  opId: string,
): Promise<AssignmentResource | null> {
  const done = await tx.change.findFirst({
    where: { projectId, opId },
    select: { kind: true, principal: true, documentId: true, setId: true },
  });
  if (!done) return null;
  const { documentId, setId } = done;
  if (done.kind !== "assignment.claimed" || done.principal !== principal.userId || !documentId || !setId)
    throw new AppError("conflict", "This id was used for something else; make a new one");
  return answer(tx, projectId, { documentId, setId });
}

async function requireClaimable(tx: Transaction, scope: Scope<"round.claim">, id: string): Promise<Round> {
  const { projectId, principal } = scope;
  const round = await tx.round.findUnique({
    where: { projectId_id: { projectId, id } },
    select: {
      ...{ id: true, name: true, cap: true, mode: true, state: true },
      members: { where: { userId: principal.userId }, select: { userId: true } },
    },
  });
  if (!round) throw missing("round");
  if (round.state !== "open") throw new AppError("wrong_state", `The round “${round.name}” is not open.`);
  if (round.mode !== "claimed")
    throw new AppError("wrong_state", `In the round “${round.name}” a lead says who codes what.`);
  if (round.members.length === 0)
    throw new AppError("not_assigned", `You don't work in the round “${round.name}”. A lead can add you.`);
  const reason = await obstacle(tx, scope, round);
  if (reason !== null) throw new AppError("wrong_state", reason);
  return round;
}

/** The document that was held, if it still can be taken, or another that can. */
async function settled(
  tx: Transaction,
  scope: Scope<"round.claim">,
  roundId: string,
  held: string | undefined,
): Promise<string> {
  const told = await toldAlready(tx, scope, roundId);
  const rows = await tx.$queryRaw<{ documentId: string }[]>(claimable(scope, roundId, told));
  const still = rows.find(({ documentId }) => documentId === held) ?? rows[0];
  if (!still)
    throw new AppError("gone", "There is no document left for you in this round. Thank you for your work.");
  return still.documentId;
}

/** Gives back what the caller had claimed. Done twice, it is done once. */
export async function giveBackDocument(
  scope: Scope<"round.claim">,
  documentId: string,
): Promise<AssignmentResource> {
  const { projectId, principal } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const set = await tx.annotationSet.findFirst({
      where: { projectId, kind: "annotator", userId: principal.userId },
      select: { id: true },
    });
    const pair = { documentId, setId: set?.id ?? projectId };
    const row = await readAssignment(tx, projectId, pair);
    if (!row) throw missing("assignment");
    if (row.state === "returned") return assignmentFact(row);
    if (row.claimedAt === null)
      throw new AppError("wrong_state", "A lead gave you this document. Ask a lead to take it back.");
    const returned = await returnDocuments(tx, projectId, [pair], { force: true });
    await recordChanges(tx, scope, uuidv7(), returned);
    return answer(tx, projectId, pair);
  });
}
