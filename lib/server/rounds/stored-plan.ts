import "server-only";
import { uuidv7 } from "uuidv7";
import type { PlanResource, RoundResource } from "@/lib/contracts/rounds";
import { codingRoles } from "@/lib/policy/policy";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { db, type Transaction, transact } from "../database";
import { type KeptPair, type PlannedRound, plannedRound, planOf, revealedByPlan } from "./plan";
import { readRoundIn, roundFact, roundSelect } from "./read";
import { codersAmong } from "./round-checks";
import { documentsOfRound } from "./round-documents";

type Lead = Scope<"round.manage">;
type Reader = Pick<Transaction, "$queryRaw">;

/** What a stored plan gives, of documents that are in the round and members who may work. */
const storedPairs = (tx: Reader, projectId: string, roundId: string, plan: number): Promise<KeptPair[]> =>
  tx.$queryRaw<KeptPair[]>`
    SELECT p."documentId", p."userId" FROM "RoundPlace" p
    JOIN "RoundDocument" rd ON rd."projectId" = p."projectId" AND rd."roundId" = p."roundId"
      AND rd."documentId" = p."documentId" AND rd."leftAt" IS NULL
    JOIN "Document" d ON d."projectId" = p."projectId" AND d."id" = p."documentId" AND d."deletedAt" IS NULL
    JOIN "RoundMember" rm ON rm."projectId" = p."projectId" AND rm."roundId" = p."roundId" AND rm."userId" = p."userId"
    JOIN "Member" m ON m."projectId" = p."projectId" AND m."id" = p."userId" AND m."role" = ANY(${[...codingRoles]}::text[])
    JOIN "User" u ON u."id" = p."userId" AND u."disabledAt" IS NULL
    WHERE p."projectId" = ${projectId}::uuid AND p."roundId" = ${roundId}::uuid AND p."plan" = ${plan}::int
    ORDER BY d."createdAt", d."id", p."userId"`;

/**
 * What opens a planned round: its stored plan, else what the rule draws; in a round that lets people claim, nothing
 * unless somebody planned it by hand.
 */
export async function pairsToOpen(
  tx: Reader,
  projectId: string,
  round: PlannedRound,
): Promise<readonly KeptPair[]> {
  if (round.plan !== null) return storedPairs(tx, projectId, round.id, round.plan);
  return round.mode === "claimed" ? [] : (await planOf(tx, projectId, round)).assignments;
}

/** The plan of a planned round as it stands, or what one would add in any other. Changes nothing. */
export async function planRound(scope: Lead, roundId: string): Promise<PlanResource> {
  const { projectId } = scope;
  const round = await plannedRound(db(), projectId, roundId);
  if (round.state !== "planned") return { ...(await planOf(db(), projectId, round)), reveals: null };
  const pairs = await pairsToOpen(db(), projectId, round);
  const plan = await planOf(db(), projectId, round, { pairs, isAll: true });
  const documents = await documentsOfRound(db(), projectId, roundId);
  return { ...plan, reveals: await revealedByPlan(scope, round, documents) };
}

type PlanChange = KeptPair & { readonly op: "add" | "remove" };

/**
 * Changes the plan of a planned round. The first change stores all that the rule had drawn, so that what somebody
 * has looked over stays as it was. The caller holds the project. Who is planned for what is not in the log, which
 * annotators read too: it says that the plan was changed, and discarded plans keep their rows.
 */
export async function changePlan(
  tx: Transaction,
  scope: Lead,
  round: PlannedRound,
  changes: readonly PlanChange[],
): Promise<{ changed: number; plan: number }> {
  const { projectId } = scope;
  await codersAmong(
    tx,
    scope,
    changes.filter(({ op }) => op === "add").map(({ userId }) => userId),
  );
  const plan = round.plan ?? (await storePlan(tx, projectId, round));
  const removed = await removePairs(tx, projectId, round.id, plan, pairsOf(changes, "remove"));
  const added = await addPairs(tx, projectId, round.id, plan, pairsOf(changes, "add"));
  return { changed: removed + added, plan };
}

const pairsOf = (changes: readonly PlanChange[], asked: PlanChange["op"]): KeptPair[] =>
  changes.filter(({ op }) => op === asked).map(({ documentId, userId }) => ({ documentId, userId }));

/** Keeps what the rule draws now as a plan of its own; answers its number. */
async function storePlan(tx: Transaction, projectId: string, round: PlannedRound): Promise<number> {
  const pairs = await pairsToOpen(tx, projectId, round);
  // Not the highest number of rows: a plan that gives nobody anything has none.
  const [newest] = await tx.$queryRaw<{ plan: number }[]>`
    SELECT greatest(max(p."plan"), (
      SELECT max((c."after"->>'plan')::int) FROM "Change" c WHERE c."projectId" = ${projectId}::uuid
        AND c."subjectId" = ${round.id}::uuid AND c."kind" = 'round.planned'), 0) AS "plan"
    FROM "RoundPlace" p WHERE p."projectId" = ${projectId}::uuid AND p."roundId" = ${round.id}::uuid`;
  const plan = (newest?.plan ?? 0) + 1;
  await addPairs(tx, projectId, round.id, plan, pairs);
  await tx.round.update({
    where: { projectId_id: { projectId, id: round.id } },
    data: { plan },
    select: { id: true },
  });
  return plan;
}

const addPairs = (
  tx: Transaction,
  projectId: string,
  roundId: string,
  plan: number,
  pairs: readonly KeptPair[],
) =>
  tx.$executeRaw`
    INSERT INTO "RoundPlace" ("projectId", "roundId", "plan", "documentId", "userId")
    SELECT ${projectId}::uuid, ${roundId}::uuid, ${plan}::int, r."documentId", r."userId"
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS r("documentId" uuid, "userId" uuid)
    ON CONFLICT DO NOTHING`;

const removePairs = (
  tx: Transaction,
  projectId: string,
  roundId: string,
  plan: number,
  pairs: readonly KeptPair[],
) =>
  tx.$executeRaw`
    DELETE FROM "RoundPlace" p
    USING jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS r("documentId" uuid, "userId" uuid)
    WHERE p."projectId" = ${projectId}::uuid AND p."roundId" = ${roundId}::uuid AND p."plan" = ${plan}::int
      AND p."documentId" = r."documentId" AND p."userId" = r."userId"`;

/** Gives places of documents that have just joined a planned round to people, and leaves all others as they are. */
export async function planJoining(
  tx: Transaction,
  projectId: string,
  roundId: string,
  joining: ReadonlySet<string>,
): Promise<void> {
  const round = await plannedRound(tx, projectId, roundId);
  if (round.state !== "planned" || round.plan === null || round.mode === "claimed") return;
  const pairs = await storedPairs(tx, projectId, roundId, round.plan);
  const { assignments } = await planOf(tx, projectId, round, { pairs, isAll: false });
  const fresh = assignments.filter(({ documentId }) => joining.has(documentId));
  await addPairs(tx, projectId, roundId, round.plan, fresh);
}

/** Leaves the stored plan for what the rule draws. Its rows stay, to be taken up again. */
export const discardPlan = (scope: Lead, roundId: string, revision: number): Promise<RoundResource> =>
  switchPlan(scope, roundId, revision, null);

/** Takes up a plan again that was discarded. */
export const restorePlan = (
  scope: Lead,
  roundId: string,
  { revision, plan }: { revision: number; plan: number },
): Promise<RoundResource> => switchPlan(scope, roundId, revision, plan);

async function switchPlan(
  scope: Lead,
  id: string,
  revision: number,
  plan: number | null,
): Promise<RoundResource> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const row = await tx.round.findUnique({
      where: { projectId_id: { projectId, id } },
      select: roundSelect,
    });
    if (!row) throw missing("round");
    if (row.revision !== revision)
      throw new AppError(
        "stale_revision",
        "Someone changed this round in between. Look at it and try again.",
        {
          current: await readRoundIn(tx, scope, id),
        },
      );
    if (row.state !== "planned")
      throw new AppError("wrong_state", `The plan is settled: the round is ${row.state}.`);
    if (plan !== null && (await tx.roundPlace.count({ where: { projectId, roundId: id, plan } })) === 0)
      throw missing("plan");
    const after = await tx.round.update({
      where: { projectId_id: { projectId, id } },
      data: { plan, revision: { increment: 1 } },
      select: roundSelect,
    });
    const facts = { before: roundFact(row), after: roundFact(after) };
    await recordChanges(tx, scope, uuidv7(), [
      { kind: "round.planned", subjectId: id, documentId: null, setId: null, ...facts },
    ]);
    return readRoundIn(tx, scope, id);
  });
}
