import "server-only";
import { uuidv7 } from "uuidv7";
import type { HandOver, HandOverResource } from "@/lib/contracts/hand-over";
import { AppError } from "../app-error";
import { giveDocuments, returnDocuments } from "../assignments/give-documents";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { db, type Transaction, transact } from "../database";
import { ensureSetsOf } from "../sets/write";
import { type Drawn, drawHandOver, handedOver } from "./draw-hand-over";
import { handedBefore } from "./handed-before";
import { tellAssigned } from "./tell-assigned";

type Lead = Scope<"round.manage">;

/** Who would take over what. Changes nothing. */
export const previewHandOver = async (scope: Lead, asked: HandOver): Promise<HandOverResource> =>
  handedOver(await drawHandOver(db(), scope, asked), null);

/**
 * Gives all that somebody has not finished in open rounds to others, evenly by length, nobody a document or story
 * that they have had. What was annotated stays in the set of whoever made it, given back. Who would get more than
 * their round's cap does so only if that is asked for. Those who take over are told once for each round. Sent again
 * with the same id, it answers what was done the first time.
 */
export async function handOver(scope: Lead, asked: HandOver): Promise<HandOverResource> {
  const { projectId } = scope;
  const opId = asked.id ?? uuidv7();
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const done = await handedBefore(tx, scope, asked, opId);
    if (done) return handedOver(done, opId);
    const drawn = await drawHandOver(tx, scope, asked);
    requireSome(drawn);
    const answer = handedOver(drawn, drawn.handed.given.length > 0 ? opId : null);
    if (!asked.overCap) requireWithinCaps(answer);
    await recordChanges(tx, scope, opId, await passOn(tx, scope, drawn));
    return answer;
  });
}

function requireSome({ open }: Drawn): void {
  if (open.length === 0)
    throw new AppError(
      "wrong_state",
      "There is nothing left to hand over: this person has no unfinished work in open rounds here.",
    );
}

function requireWithinCaps({ over }: HandOverResource): void {
  if (over.length === 0) return;
  const who = over.map(({ name, roundName, by }) => `${name} by ${by} in “${roundName}”`).join(", ");
  throw new AppError(
    "over_cap",
    `Above the limit for one person would be ${who}. Name more people, or say overCap to do it.`,
    { current: over },
  );
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
