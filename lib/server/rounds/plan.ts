import "server-only";
import { uuidv7 } from "uuidv7";
import type { NewRound, PlanResource } from "@/lib/contracts/rounds";
import { chooseCopies } from "@/lib/domain/workflow/choose-copies";
import { planRound as draw, type Held, settledPlan } from "@/lib/domain/workflow/plan-round";
import { storyKeys } from "@/lib/domain/workflow/story-keys";
import { codingRoles } from "@/lib/policy/policy";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { db, Prisma, type Transaction, transact } from "../database";
import { giveOut } from "./give-out";
import { revealedByOpening } from "./reveals";
import { codersAmong } from "./round-checks";
import { chosenDocuments, documentsOfRound, type PlannedDocument } from "./round-documents";

type Lead = Scope<"round.manage">;
type Person = { readonly id: string; readonly name: string };
/** A plan by itself; whose blind work its round would show is another question. */
type Plan = Omit<PlanResource, "reveals">;
export type KeptPair = { readonly documentId: string; readonly userId: string };
type Drawn = {
  readonly round: { readonly id: string; readonly cap: number | null };
  readonly documents: readonly (PlannedDocument & { readonly copies: number })[];
  readonly people: readonly Person[];
  readonly leftOut: number;
};

/** Work on these documents, and work of these people anywhere: nobody is given a story that they have had. */
async function heldWork(
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  { round, documents, people }: Omit<Drawn, "leftOut">,
): Promise<{ held: Held[]; stories: ReadonlyMap<string, string> }> {
  const rows = await tx.$queryRaw<
    { documentId: string; personId: string; roundId: string | null; title: string; textSha256: string }[]
  >(Prisma.sql`
    SELECT w."documentId", s."userId" AS "personId", w."roundId", d."title", d."textSha256" FROM "Assignment" w
    JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
    JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId"
    WHERE w."projectId" = ${projectId}::uuid AND w."state" <> 'returned' AND s."userId" IS NOT NULL
      AND (w."documentId" = ANY(${documents.map(({ id }) => id)}::uuid[])
        OR s."userId" = ANY(${people.map(({ id }) => id)}::uuid[]))`);
  const elsewhere = rows.map(({ documentId: id, ...row }) => ({ id, ...row }));
  const stories = storyKeys([...documents, ...elsewhere]);
  const planned = new Set(documents.map(({ id }) => id));
  const held = rows.map(({ documentId, personId, roundId }) => ({
    documentId,
    personId,
    story: stories.get(documentId) ?? documentId,
    // Work without a round goes on in this one; that of earlier rounds is done.
    counts: planned.has(documentId) && (roundId === null || roundId === round.id),
  }));
  return { held, stories };
}

/** What becomes of the places of a round: drawn by the rule over what `kept` gives already, or `kept` as it is. */
async function drawPlan(
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  drawn: Drawn,
  kept: { readonly pairs: readonly KeptPair[]; readonly isAll: boolean } = { pairs: [], isAll: false },
): Promise<Plan> {
  const { round, documents, people, leftOut } = drawn;
  const { held, stories } = await heldWork(tx, projectId, drawn);
  const pairs = kept.pairs.map(({ documentId, userId: personId }) => ({ documentId, personId }));
  const planned = pairs.map((pair) => ({
    ...pair,
    counts: true,
    story: stories.get(pair.documentId) ?? pair.documentId,
  }));
  const input = {
    documents: documents.map((row) => ({ ...row, story: stories.get(row.id) ?? row.id })),
    people: people.map(({ id }) => id),
    ...{ cap: round.cap, held, seed: round.id },
  };
  const plan = kept.isAll ? settledPlan(input, pairs) : draw({ ...input, held: [...held, ...planned] });
  const titles = new Map(documents.map(({ id, title }) => [id, title]));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const counted = [...held.filter(({ counts }) => counts), ...(kept.isAll ? [] : planned), ...plan.added];
  return {
    documents: documents.length,
    shared: documents.filter(({ copies }) => copies > 1).length,
    places: documents.reduce((sum, { copies }) => sum + copies, 0),
    assignments: plan.added.map(({ documentId, personId: userId }) => ({ documentId, userId })),
    loads: plan.loads.map(({ personId, ...load }) => ({
      ...load,
      userId: personId,
      name: names.get(personId) ?? "",
      outlets: outletsOf(personId, counted, documents),
    })),
    shortfalls: plan.shortfalls.map((one) => ({ ...one, title: titles.get(one.documentId) ?? "" })),
    leftOut,
  };
}

function outletsOf(
  personId: string,
  pairs: readonly { readonly documentId: string; readonly personId: string }[],
  documents: readonly PlannedDocument[],
): number {
  const mine = new Set(
    pairs.filter((pair) => pair.personId === personId).map(({ documentId }) => documentId),
  );
  const outlets = documents.filter(({ id, outlet }) => mine.has(id) && outlet !== "");
  return new Set(outlets.map(({ outlet }) => outlet)).size;
}

/** How many annotators each chosen document is to have. */
export function withCopies(
  documents: readonly PlannedDocument[],
  settings: { copies: number; sharedPortion: number },
  seed: string,
): (PlannedDocument & { copies: number })[] {
  const copies = chooseCopies(documents, { ...settings, seed });
  return documents.map((row) => ({ ...row, copies: copies.get(row.id) ?? 1 }));
}

/** Who would code what in a round that has not been made. */
export async function previewRound(scope: Lead, input: NewRound): Promise<PlanResource> {
  const { id = uuidv7() } = input;
  const { documents, leftOut } = await chosenDocuments(db(), scope, input.documents, id);
  const people = await codersAmong(db(), scope, input.members);
  const round = { id, cap: input.cap };
  const drawn = { round, documents: withCopies(documents, input, id), people, leftOut };
  const plan = await drawPlan(db(), scope.projectId, drawn);
  return { ...plan, reveals: await revealedByPlan(scope, input, drawn.documents) };
}

/** What opening a planned round would show of its documents to others. */
export const revealedByPlan = (
  scope: Lead,
  { isBlind }: { readonly isBlind: boolean },
  documents: readonly { readonly id: string }[],
): Promise<PlanResource["reveals"]> =>
  isBlind
    ? Promise.resolve(null)
    : revealedByOpening(
        db(),
        scope,
        documents.map(({ id }) => id),
      );

export type PlannedRound = {
  readonly id: string;
  readonly name: string;
  readonly cap: number | null;
  readonly mode: string;
  readonly state: string;
  readonly isBlind: boolean;
  /** The plan made by hand that is in force. */
  readonly plan: number | null;
};

export async function plannedRound(
  tx: Pick<Transaction, "round">,
  projectId: string,
  roundId: string,
): Promise<PlannedRound> {
  const round = await tx.round.findUnique({
    where: { projectId_id: { projectId, id: roundId } },
    select: { id: true, name: true, cap: true, mode: true, state: true, isBlind: true, plan: true },
  });
  if (!round) throw missing("round");
  return round;
}

/**
 * What the rule gives out of a round that has been made, over what is given already and over `kept`, or just how
 * `kept` stands. Members who may no longer work are passed over.
 */
export async function planOf(
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  round: PlannedRound,
  kept?: { readonly pairs: readonly KeptPair[]; readonly isAll: boolean },
): Promise<Plan> {
  const documents = await documentsOfRound(tx, projectId, round.id);
  const people = await tx.$queryRaw<Person[]>`
    SELECT u."id", u."name" FROM "RoundMember" rm
    JOIN "Member" m ON m."projectId" = rm."projectId" AND m."id" = rm."userId" AND m."role" = ANY(${[...codingRoles]}::text[])
    JOIN "User" u ON u."id" = rm."userId" AND u."disabledAt" IS NULL
    WHERE rm."projectId" = ${projectId}::uuid AND rm."roundId" = ${round.id}::uuid
    ORDER BY lower(u."name") COLLATE "C", u."id"`;
  return drawPlan(tx, projectId, { round, documents, people, leftOut: 0 }, kept);
}

/** Gives out what the plan adds, in an open round. */
export async function applyPlan(scope: Lead, roundId: string): Promise<PlanResource> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const round = await plannedRound(tx, projectId, roundId);
    if (round.state !== "open")
      throw new AppError("wrong_state", "A plan is given out in an open round. Open this one first.");
    const plan = await planOf(tx, projectId, round);
    const given = await giveOut(tx, scope, round, plan.assignments);
    await recordChanges(tx, scope, uuidv7(), given);
    return { ...plan, reveals: null };
  });
}
