import "server-only";
import { DocumentFilter } from "@/lib/contracts/documents";
import { type DocumentChoice, ROUND_DOCUMENTS_MAX } from "@/lib/contracts/rounds";
import { AppError, invalid } from "../app-error";
import type { Scope } from "../authorize";
import type { NewChange } from "../changes/write";
import { Prisma, type Transaction } from "../database";
import { joinMyWork, matches } from "../documents/document-filter";
import { isNewest } from "../documents/newest";

/** What planning knows of a document. */
export type PlannedDocument = {
  readonly id: string;
  readonly title: string;
  readonly outlet: string;
  readonly length: number;
  readonly textSha256: string;
};

type Reader = Scope<"round.manage">;

/**
 * The documents of a choice that a round can have, and how many another round has that is not closed. Removed
 * documents and unknown ones can't be named.
 */
export async function chosenDocuments(
  tx: Transaction,
  scope: Reader,
  choice: DocumentChoice,
  roundId: string,
): Promise<{ documents: PlannedDocument[]; leftOut: number }> {
  const { projectId } = scope;
  const asked =
    "ids" in choice
      ? Prisma.sql`d."projectId" = ${projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest} AND d."id" = ANY(${choice.ids}::uuid[])`
      : matches(scope, DocumentFilter.parse(choice.filter));
  const rows = await tx.$queryRaw<(PlannedDocument & { isTaken: boolean })[]>(Prisma.sql`
    SELECT d."id", d."title", d."outlet", d."length", d."textSha256", EXISTS (
      SELECT 1 FROM "RoundDocument" rd JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId"
      WHERE rd."projectId" = d."projectId" AND rd."documentId" = d."id" AND rd."leftAt" IS NULL
        AND r."state" <> 'closed' AND r."id" <> ${roundId}::uuid) AS "isTaken"
    FROM "Document" d ${joinMyWork(scope)} WHERE ${asked} ORDER BY d."createdAt", d."id"
    LIMIT ${ROUND_DOCUMENTS_MAX + 1}`);
  if (rows.length > ROUND_DOCUMENTS_MAX)
    throw new AppError("too_large", `A round has at most ${ROUND_DOCUMENTS_MAX} documents.`);
  if ("ids" in choice && rows.length < new Set(choice.ids).size)
    throw invalid(
      "documents",
      "Some of these documents are not in this project, removed or superseded by a corrected text",
    );
  const documents = rows.filter(({ isTaken }) => !isTaken).map(({ isTaken: _, ...row }) => row);
  return { documents, leftOut: rows.length - documents.length };
}

/** The documents that a round has, with how many annotators each is to have. */
export const documentsOfRound = (
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  roundId: string,
): Promise<(PlannedDocument & { copies: number })[]> => tx.$queryRaw`
  SELECT d."id", d."title", d."outlet", d."length", d."textSha256", rd."copies" FROM "RoundDocument" rd
  JOIN "Document" d ON d."projectId" = rd."projectId" AND d."id" = rd."documentId" AND d."deletedAt" IS NULL
  WHERE rd."projectId" = ${projectId}::uuid AND rd."roundId" = ${roundId}::uuid AND rd."leftAt" IS NULL
  ORDER BY d."createdAt", d."id"`;

/**
 * Holds the places of documents in rounds, for those who are about to change them. Called before the project is
 * taken: who claims holds a place when they come to ask for the project, and the other way round each would wait
 * for the other.
 */
export async function holdRoundDocuments(
  tx: Transaction,
  projectId: string,
  documentIds: readonly string[],
): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "RoundDocument" rd WHERE rd."projectId" = ${projectId}::uuid
      AND rd."documentId" = ANY(${[...documentIds]}::uuid[]) AND rd."leftAt" IS NULL
    ORDER BY rd."documentId" FOR UPDATE`;
}

/** The documents of a choice that a round has; one that is named and not in it is refused. */
export async function chosenInRound(
  tx: Transaction,
  scope: Reader,
  choice: DocumentChoice,
  roundId: string,
): Promise<(PlannedDocument & { copies: number })[]> {
  const has = await documentsOfRound(tx, scope.projectId, roundId);
  if (!("ids" in choice)) {
    const { documents } = await chosenDocuments(tx, scope, choice, roundId);
    const asked = new Set(documents.map(({ id }) => id));
    return has.filter(({ id }) => asked.has(id));
  }
  const asked = new Set(choice.ids);
  const found = has.filter(({ id }) => asked.has(id));
  if (found.length < asked.size) throw invalid("documents", "Some of these documents are not in this round");
  return found;
}

type Place = { readonly roundId: string; readonly documentId: string };

/**
 * That a document joined a round or left it, for the log. It doesn't say how many are to code it: annotators read the
 * log too, and are not told which documents they share.
 */
export const placeChange = (
  kind: "round.documentAdded" | "round.documentRemoved",
  { roundId, documentId }: Place,
): NewChange => ({
  kind,
  ...{ subjectId: roundId, documentId, setId: null },
  before: kind === "round.documentAdded" ? null : { roundId },
  after: kind === "round.documentAdded" ? { roundId } : null,
});

/**
 * Puts documents into a round. Closed rounds that had them let go; their work stays where it is. A document that was
 * in the round before has as many annotators again as it had. Answers what changed.
 */
export async function addRoundDocuments(
  tx: Transaction,
  projectId: string,
  roundId: string,
  documents: readonly { readonly id: string; readonly copies: number }[],
): Promise<readonly NewChange[]> {
  const rows = JSON.stringify(documents);
  const leaving = await tx.$queryRaw<Place[]>`
    UPDATE "RoundDocument" rd SET "leftAt" = now()
    WHERE rd."projectId" = ${projectId}::uuid AND rd."leftAt" IS NULL AND rd."roundId" <> ${roundId}::uuid
      AND rd."documentId" IN (SELECT r."id" FROM jsonb_to_recordset(${rows}::jsonb) AS r("id" uuid))
    RETURNING rd."roundId", rd."documentId"`;
  const joining = await tx.$queryRaw<Place[]>`
    INSERT INTO "RoundDocument" ("projectId", "roundId", "documentId", "copies")
    SELECT ${projectId}::uuid, ${roundId}::uuid, r."id", r."copies"
    FROM jsonb_to_recordset(${rows}::jsonb) AS r("id" uuid, "copies" int)
    ON CONFLICT ("projectId", "roundId", "documentId") DO UPDATE SET "leftAt" = NULL,
      "copies" = CASE WHEN "RoundDocument"."leftAt" IS NULL THEN excluded."copies" ELSE "RoundDocument"."copies" END
    RETURNING "roundId", "documentId"`;
  return [
    ...leaving.map((row) => placeChange("round.documentRemoved", row)),
    ...joining.map((row) => placeChange("round.documentAdded", row)),
  ];
}

/** Takes documents out of a round. What was done on them there is the caller's to settle. Answers what changed. */
export async function removeRoundDocuments(
  tx: Transaction,
  projectId: string,
  roundId: string,
  documentIds: readonly string[],
): Promise<readonly NewChange[]> {
  const rows = await tx.$queryRaw<Place[]>`
    UPDATE "RoundDocument" rd SET "leftAt" = now()
    WHERE rd."projectId" = ${projectId}::uuid AND rd."roundId" = ${roundId}::uuid AND rd."leftAt" IS NULL
      AND rd."documentId" = ANY(${[...documentIds]}::uuid[])
    RETURNING rd."roundId", rd."documentId"`;
  return rows.map((row) => placeChange("round.documentRemoved", row));
}
