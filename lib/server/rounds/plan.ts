import "server-only";
import { uuidv7 } from "uuidv7";
import type { NewRound, PlanResource } from "@/lib/contracts/rounds";
import { chooseCopies } from "@/lib/domain/workflow/choose-copies";
import { planRound as draw, type Held, type Plan } from "@/lib/domain/workflow/plan-round";
import { storyKeys } from "@/lib/domain/workflow/story-keys";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { db, Prisma, type Transaction, transact } from "../database";
import { giveOut } from "./give-out";
import { codersAmong } from "./round-checks";
import { chosenDocuments, documentsOfRound, type PlannedDocument } from "./round-documents";

type Lead = Scope<"round.manage">;
type Person = { readonly id: string; readonly name: string };
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

async function drawPlan(
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  drawn: Drawn,
): Promise<{ plan: Plan; resource: PlanResource }> {
  const { round, documents, people, leftOut } = drawn;
  const { held, stories } = await heldWork(tx, projectId, drawn);
  const plan = draw({
    documents: documents.map((row) => ({ ...row, story: stories.get(row.id) ?? row.id })),
    people: people.map(({ id }) => id),
    cap: round.cap,
    held,
    seed: round.id,
  });
  const titles = new Map(documents.map(({ id, title }) => [id, title]));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const counted = [...held.filter(({ counts }) => counts), ...plan.added];
  return {
    plan,
    resource: {
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
    },
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
  return new Set(documents.filter(({ id }) => mine.has(id)).map(({ outlet }) => outlet)).size;
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
  return (await drawPlan(db(), scope.projectId, drawn)).resource;
}

/** The plan of a round that has been made, over what is given already. Members who may no longer work are passed over. */
export async function planOf(
  tx: Pick<Transaction, "$queryRaw" | "round">,
  projectId: string,
  roundId: string,
): Promise<{ plan: Plan; resource: PlanResource; mode: string; state: string; name: string }> {
  const round = await tx.round.findUnique({
    where: { projectId_id: { projectId, id: roundId } },
    select: { id: true, name: true, cap: true, mode: true, state: true },
  });
  if (!round) throw missing("round");
  const documents = await documentsOfRound(tx, projectId, roundId);
  const people = await tx.$queryRaw<Person[]>`
    SELECT u."id", u."name" FROM "RoundMember" rm
    JOIN "Member" m ON m."projectId" = rm."projectId" AND m."id" = rm."userId" AND m."role" <> 'viewer'
    JOIN "User" u ON u."id" = rm."userId" AND u."disabledAt" IS NULL
    WHERE rm."projectId" = ${projectId}::uuid AND rm."roundId" = ${roundId}::uuid
    ORDER BY lower(u."name") COLLATE "C", u."id"`;
  const { plan, resource } = await drawPlan(tx, projectId, { round, documents, people, leftOut: 0 });
  return { plan, resource, mode: round.mode, state: round.state, name: round.name };
}

/** What a plan would add. Changes nothing. */
export async function planRound(scope: Lead, roundId: string): Promise<PlanResource> {
  return (await planOf(db(), scope.projectId, roundId)).resource;
}

/** Gives out what the plan adds, in an open round. */
export async function applyPlan(scope: Lead, roundId: string): Promise<PlanResource> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const { resource, state, name } = await planOf(tx, projectId, roundId);
    if (state !== "open")
      throw new AppError("wrong_state", "A plan is given out in an open round. Open this one first.");
    const given = await giveOut(tx, scope, { id: roundId, name }, resource.assignments);
    await recordChanges(tx, scope, uuidv7(), given);
    return resource;
  });
}
