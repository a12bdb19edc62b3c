import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import {
  type changeRoundDocuments as declared,
  PREVIEWED_MAX,
  type RoundDocumentsChange,
  type RoundDocumentsPreview,
} from "@/lib/contracts/round-documents";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import { recordChanges } from "../changes/write";
import { type Transaction, transact } from "../database";
import { alter } from "./alter-documents";
import { requireRevealing } from "./reveals";

type Lead = Scope<"round.manage">;

type Counts = Omit<z.input<(typeof declared)["returns"]>, "opId">;

const countsOf = (
  changes: readonly { readonly kind: string; readonly documentId: string | null }[],
): Counts => {
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  const documents = changes.filter(({ kind }) => kind.startsWith("round.document"));
  return {
    documents: new Set(documents.map(({ documentId }) => documentId)).size,
    given: count("assignment.assigned"),
    returned: count("assignment.returned"),
    moved: count("assignment.moved"),
  };
};

/** Changes which documents a round has. Sent again with the same id, it answers what was done the first time. */
export async function changeRoundDocuments(
  scope: Lead,
  roundId: string,
  asked: RoundDocumentsChange,
): Promise<Counts & { opId: string }> {
  const { projectId } = scope;
  const opId = asked.id ?? uuidv7();
  return transact(async (tx) => {
    const done = await doneBefore(tx, projectId, opId);
    if (done.length > 0) return { opId, ...countsOf(done) };
    const { changes, reveals } = await alter(tx, scope, roundId, asked);
    requireRevealing(reveals, asked.reveal);
    await recordChanges(tx, scope, opId, changes);
    return { opId, ...countsOf(changes) };
  }, LONG_MS);
}

/** Ten thousand documents take their time. */
const LONG_MS = 60_000;

async function doneBefore(tx: Transaction, projectId: string, opId: string) {
  const done = await tx.change.findMany({
    where: { projectId, opId },
    select: { kind: true, documentId: true },
  });
  if (done.length > 0 && !done.some(({ kind }) => kind.startsWith("round.document")))
    throw new AppError("conflict", "This id was used for something else; make a new one");
  return done;
}

/** Carries what a preview found out of the transaction that is rolled back for it. */
class Previewed extends Error {
  constructor(readonly preview: RoundDocumentsPreview) {
    super("Previewed");
  }
}

/** What the change would do: it is done, looked at, and rolled back, so that it can't differ from the real one. */
export async function previewRoundDocuments(
  scope: Lead,
  roundId: string,
  asked: RoundDocumentsChange,
): Promise<RoundDocumentsPreview> {
  try {
    return await transact(async (tx) => {
      const altered = await alter(tx, scope, roundId, asked);
      throw new Previewed(await previewOf(tx, scope, altered));
    }, LONG_MS);
  } catch (error) {
    if (error instanceof Previewed) return error.preview;
    throw error;
  }
}

async function previewOf(
  tx: Transaction,
  scope: Lead,
  { changes, documents, leftOut, leaving, shortfalls, reveals }: Awaited<ReturnType<typeof alter>>,
): Promise<RoundDocumentsPreview> {
  const titles = new Map(documents.map(({ id, title }) => [id, title]));
  const given = changes.filter(({ kind }) => kind === "assignment.assigned").slice(0, PREVIEWED_MAX);
  const people = await tx.$queryRaw<{ id: string; userId: string; name: string }[]>`
    SELECT s."id", u."id" AS "userId", u."name" FROM "AnnotationSet" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."projectId" = ${scope.projectId}::uuid
      AND s."id" = ANY(${given.flatMap(({ setId }) => setId ?? [])}::uuid[])`;
  const bySet = new Map(people.map((row) => [row.id, row]));
  return {
    ...countsOf(changes),
    ...leaving,
    leftOut,
    reveals,
    assignments: given.flatMap(({ documentId, setId }) => {
      const person = bySet.get(setId ?? "");
      if (!documentId || !person) return [];
      return [{ documentId, userId: person.userId, title: titles.get(documentId) ?? "", name: person.name }];
    }),
    shortfalls: shortfalls.slice(0, PREVIEWED_MAX),
  };
}
