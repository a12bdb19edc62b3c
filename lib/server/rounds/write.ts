import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  openRound as declaredOpen,
  updateRound as declaredUpdate,
  NewRound,
  RoundResource,
} from "@/lib/contracts/rounds";
import {
  afterRoundMove,
  isSettable,
  type RoundMove,
  type RoundSetting,
  type RoundState,
} from "@/lib/domain/workflow/round-state";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { type Transaction, transact } from "../database";
import { withoutUndefined } from "../without-undefined";
import { adoptWork, giveOut } from "./give-out";
import { withCopies } from "./plan";
import { type RoundFact, readRound, readRoundIn, roundFact, roundSelect } from "./read";
import { requireRevealing, revealedBetween, revealedByOpening, seenOn } from "./reveals";
import { codersAmong, requireInRound } from "./round-checks";
import { addRoundDocuments, chosenDocuments, documentsOfRound, holdRoundDocuments } from "./round-documents";
import { pairsToOpen } from "./stored-plan";

type Lead = Scope<"round.manage">;

/** Plans a round. `isNew` is false when its id was there already. Documents that other rounds have are left out. */
export async function createRound(
  scope: Lead,
  { id = uuidv7(), documents: choice, members, dueAt, reveal, ...settings }: NewRound,
): Promise<{ round: RoundResource; isNew: boolean }> {
  const { projectId, principal } = scope;
  const isNew = await transact(async (tx) => {
    const known = await tx.round.count({ where: { projectId, id } });
    if (known > 0) return false;
    const chosen = (await chosenDocuments(tx, scope, choice, id)).documents.map((one) => one.id);
    await holdRoundDocuments(tx, projectId, chosen);
    const { schemeVersion } = await lockProject(tx, projectId);
    // Again under the lock: another lead may have taken some meanwhile.
    const { documents } = await chosenDocuments(tx, scope, choice, id);
    if (documents.length === 0)
      throw invalid("documents", "There is no document for this round; others may have them all");
    const people = await codersAmong(tx, scope, members);
    const row = await tx.round.create({
      data: {
        ...settings,
        ...{ projectId, id, schemeVersion, createdBy: principal.userId },
        guidelineVersion: await newestGuideline(tx, projectId),
        dueAt: dueAt === null ? null : new Date(dueAt),
      },
      select: roundSelect,
    });
    await addRoundDocuments(tx, projectId, id, withCopies(documents, settings, id));
    await requireRevealable(tx, scope, roundFact(row), reveal);
    await setMembers(tx, projectId, id, people);
    await recordChanges(tx, scope, uuidv7(), [changed("round.created", null, roundFact(row))]);
    return true;
  });
  return { round: await readRound(scope, id), isNew };
}

async function newestGuideline(tx: Transaction, projectId: string): Promise<number | null> {
  const newest = await tx.guidelineVersion.aggregate({ where: { projectId }, _max: { number: true } });
  return newest._max.number;
}

async function setMembers(
  tx: Transaction,
  projectId: string,
  roundId: string,
  people: readonly { readonly id: string }[],
): Promise<void> {
  const userIds = people.map(({ id }) => id);
  await tx.roundMember.deleteMany({ where: { projectId, roundId, userId: { notIn: userIds } } });
  await tx.roundMember.createMany({
    data: userIds.map((userId) => ({ projectId, roundId, userId })),
    skipDuplicates: true,
  });
}

const changed = (kind: string, before: RoundFact | null, after: RoundFact): NewChange => ({
  kind,
  subjectId: after.id,
  documentId: null,
  setId: null,
  before,
  after,
});

type Update = z.output<NonNullable<(typeof declaredUpdate)["body"]>>;

/** Changes settings and members of a round, as far as its state lets it. */
export async function updateRound(scope: Lead, id: string, input: Update): Promise<RoundResource> {
  const { projectId } = scope;
  const { revision, members, dueAt, reveal, ...settings } = input;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const before = await current(tx, scope, id, revision);
    requireSettable(before.state, {
      ...settings,
      ...(members && { members }),
      ...(dueAt !== undefined && { dueAt }),
    });
    const { copies = before.copies, sharedPortion = before.sharedPortion } = settings;
    const isDrawnAnew = copies !== before.copies || sharedPortion !== before.sharedPortion;
    const row = await tx.round.update({
      where: { projectId_id: { projectId, id } },
      data: {
        ...withoutUndefined(settings),
        // Another number of annotators makes another plan; the one made by hand is kept beside it.
        ...(isDrawnAnew ? { plan: null } : {}),
        ...(dueAt === undefined ? {} : { dueAt: dueAt === null ? null : new Date(dueAt) }),
        revision: { increment: 1 },
      },
      select: roundSelect,
    });
    if (members) await setMembers(tx, projectId, id, await codersAmong(tx, scope, members));
    const after = roundFact(row);
    if (isDrawnAnew) await drawCopies(tx, projectId, after);
    if (before.isBlind) await requireRevealable(tx, scope, after, reveal);
    await recordChanges(tx, scope, uuidv7(), [changed("round.updated", before, after)]);
    return readRoundIn(tx, scope, id);
  });
}

/** Refuses to plan to show blind work to others that nobody has said may be shown. */
async function requireRevealable(
  tx: Transaction,
  scope: Lead,
  { id, isBlind, openedAt }: RoundFact,
  isAsked: boolean | undefined,
): Promise<void> {
  if (isBlind || openedAt !== null || isAsked) return;
  const documents = await documentsOfRound(tx, scope.projectId, id);
  requireRevealing(
    await revealedByOpening(
      tx,
      scope,
      documents.map((one) => one.id),
    ),
    isAsked,
  );
}

/** Draws anew which documents are coded by several. Only before a round opens. */
async function drawCopies(tx: Transaction, projectId: string, round: RoundFact): Promise<void> {
  const documents = await tx.document.findMany({
    where: { projectId, rounds: { some: { roundId: round.id, leftAt: null } } },
    select: { id: true, title: true, outlet: true, length: true, textSha256: true },
  });
  await addRoundDocuments(tx, projectId, round.id, withCopies(documents, round, round.id));
}

export function requireSettable(state: RoundState, asked: Readonly<Record<string, unknown>>): void {
  const refused = Object.entries(asked).find(
    // The keys are those of the declaration, which are the settings.
    ([key, value]) => value !== undefined && !isSettable(key as RoundSetting, state),
  );
  if (refused)
    throw new AppError("wrong_state", `“${refused[0]}” can't be changed any more: the round is ${state}.`, {
      issues: [{ field: refused[0], message: `Settled when the round is ${state}` }],
    });
}

async function current(tx: Transaction, scope: Lead, id: string, revision: number): Promise<RoundFact> {
  const row = await tx.round.findUnique({
    where: { projectId_id: { projectId: scope.projectId, id } },
    select: roundSelect,
  });
  if (!row) throw missing("round");
  if (row.revision !== revision)
    throw new AppError("stale_revision", "Someone changed this round in between. Look at it and try again.", {
      current: await readRoundIn(tx, scope, id),
    });
  return roundFact(row);
}

type Opening = z.output<NonNullable<(typeof declaredOpen)["body"]>>;

/** Opens a planned round and gives its documents out, by the plan or as asked; or takes a closed one up again. */
export async function openRound(
  scope: Lead,
  id: string,
  { revision, assignments, reveal }: Opening,
): Promise<RoundResource> {
  const { projectId } = scope;
  return transact(async (tx) => {
    const { schemeVersion } = await lockProject(tx, projectId);
    const ids = (await documentsOfRound(tx, projectId, id)).map((one) => one.id);
    const seen = await seenOn(tx, scope, ids);
    const { before, after } = await move(tx, scope, id, revision, "open", {
      schemeVersion,
      guidelineVersion: await newestGuideline(tx, projectId),
      openedAt: new Date(),
      // Given up before it ever opened, it had shown nobody anything.
      closedAt: null,
    });
    const adopted = await adoptWork(tx, projectId, id);
    const given = before.openedAt === null ? await firstGiven(tx, scope, after, assignments) : [];
    requireRevealing(revealedBetween(seen, await seenOn(tx, scope, ids)), reveal);
    await recordChanges(tx, scope, uuidv7(), [changed("round.opened", before, after), ...adopted, ...given]);
    return readRoundIn(tx, scope, id);
  });
}

async function firstGiven(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  asked: Opening["assignments"],
): Promise<readonly NewChange[]> {
  if (asked)
    await requireInRound(
      tx,
      scope.projectId,
      round.id,
      asked.map(({ documentId }) => documentId),
    );
  const pairs = asked ?? (await pairsToOpen(tx, scope.projectId, round));
  return giveOut(tx, scope, round, pairs);
}

/** Ends work in a round. */
export async function closeRound(scope: Lead, id: string, revision: number): Promise<RoundResource> {
  return transact(async (tx) => {
    await lockProject(tx, scope.projectId);
    const { before, after } = await move(tx, scope, id, revision, "close", { closedAt: new Date() });
    await recordChanges(tx, scope, uuidv7(), [changed("round.closed", before, after)]);
    return readRoundIn(tx, scope, id);
  });
}

type Stamps = {
  readonly schemeVersion?: number;
  readonly guidelineVersion?: number | null;
  readonly openedAt?: Date;
  /** Kept when a round goes on: who had submitted by then has seen what the others had done. */
  readonly closedAt?: Date | null;
};

async function move(
  tx: Transaction,
  scope: Lead,
  id: string,
  revision: number,
  edge: RoundMove,
  stamps: Stamps,
): Promise<{ before: RoundFact; after: RoundFact }> {
  const before = await current(tx, scope, id, revision);
  const state = afterRoundMove(before.state, edge);
  if (!state)
    throw new AppError("wrong_state", `This round is ${before.state}: there is nothing to ${edge}.`);
  const row = await tx.round.update({
    where: { projectId_id: { projectId: scope.projectId, id } },
    // What it was first opened by is kept: work was done under that scheme.
    data: {
      ...(before.openedAt !== null && edge === "open" ? {} : stamps),
      state,
      revision: { increment: 1 },
    },
    select: roundSelect,
  });
  return { before, after: roundFact(row) };
}
