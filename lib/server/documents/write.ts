import "server-only";
import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  DocumentResource,
  DocumentSummary,
  createDocument as declaredCreate,
  updateDocument as declaredUpdate,
} from "@/lib/contracts/documents";
import { exactText, type InexactReason } from "@/lib/domain/text/exact-text";
import { codePointLength } from "@/lib/domain/text/offsets";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { type Prisma, type Transaction, transact } from "../database";
import { restoreCited } from "../entities/restore-cited";
import { extractLimits } from "../extract/extract-limits";
import { inMegabytes } from "../extract/extracted-item";
import { carryCases } from "../revisions/carry-cases";
import { handOverRound } from "../revisions/hand-over";
import { chainTo } from "../revisions/read";
import { holdRoundDocuments } from "../rounds/round-documents";
import { withoutUndefined } from "../without-undefined";
import { type DocumentFact, documentChange, documentFact } from "./document-fact";
import { readDocument, readSummary } from "./read";

const refusals = {
  nul: "The text has a NUL character, which no text can hold",
  lone_surrogate: "The text has half of a character (a lone surrogate)",
  empty: "The text is empty",
} as const satisfies Record<InexactReason, string>;

/** The text as it is stored, with its hash and length; refused with the place of what can't be stored. */
export function checkText(raw: string): { text: string; textSha256: string; length: number } {
  const exact = exactText(raw);
  if (!exact.ok) {
    const where = exact.reason === "empty" ? "" : `, at character ${exact.at + 1} in line ${exact.line}`;
    throw invalid("text", refusals[exact.reason] + where);
  }
  const { textBytesMax } = extractLimits;
  const bytes = Buffer.byteLength(exact.text);
  if (bytes > textBytesMax)
    throw new AppError(
      "too_large",
      `The text has ${inMegabytes(bytes)}; a document can have ${inMegabytes(textBytesMax)}`,
    );
  return { text: exact.text, textSha256: sha256Of(exact.text), length: codePointLength(exact.text) };
}

/** SHA-256 of the UTF-8 text, in lower-case hex. */
export const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Adds a document. `isNew` is false when its id was there already with this text. */
export async function createDocument(
  scope: Scope<"document.import">,
  { id = uuidv7(), text: raw, ...metadata }: z.output<NonNullable<(typeof declaredCreate)["body"]>>,
): Promise<{ document: DocumentResource; isNew: boolean }> {
  const text = checkText(raw);
  const { projectId, principal } = scope;
  const isNew = await transact(async (tx) => {
    // Before the lock: indexing a long text takes a while, and nobody has to wait for it.
    const { count } = await tx.document.createMany({
      data: [{ ...withoutUndefined(metadata), ...text, projectId, id, createdBy: principal.userId }],
      skipDuplicates: true,
    });
    if (count === 0) {
      await requireSameText(tx, projectId, id, text.textSha256);
      return false;
    }
    await lockProject(tx, projectId);
    const after = await factOf(tx, projectId, id);
    await recordChanges(tx, scope, uuidv7(), [documentChange("document.created", id, null, after)]);
    return true;
  });
  return { document: await readDocument(scope, id), isNew };
}

async function requireSameText(
  tx: Transaction,
  projectId: string,
  id: string,
  textSha256: string,
): Promise<void> {
  const known = await tx.document.findUnique({
    where: { projectId_id: { projectId, id } },
    select: { textSha256: true, deletedAt: true },
  });
  if (known?.textSha256 !== textSha256 || known.deletedAt)
    throw new AppError("conflict", "There is a document with this id and another text, or it was removed");
}

/** Changes metadata; what is left out stays. */
export async function updateDocument(
  scope: Scope<"document.edit">,
  id: string,
  { revision, ...set }: z.output<NonNullable<(typeof declaredUpdate)["body"]>>,
): Promise<DocumentSummary> {
  await edit(scope, id, "document.edited", async (before) => {
    if (before.deletedAt)
      throw new AppError("wrong_state", "This document has been removed. Restore it first.");
    return { revision, data: withoutUndefined(set) };
  });
  return readSummary(scope, id);
}

/** Takes a document off the list or brings it back, with everybody's work on it. Done twice, it is done once. */
export async function moveDocument(
  scope: Scope<"document.delete">,
  move: "delete" | "restore",
  id: string,
  revision?: number,
): Promise<DocumentSummary> {
  const kind = move === "delete" ? "document.deleted" : "document.restored";
  await edit(scope, id, kind, async (before, tx) => {
    if ((before.deletedAt !== null) === (move === "delete")) return null;
    await requireEndOfChain(tx, scope.projectId, id, before, move);
    const other = before.supersedesId;
    const between = other && (move === "delete" ? { from: id, to: other } : { from: other, to: id });
    return {
      revision: revision ?? before.revision,
      data: { deletedAt: move === "delete" ? new Date() : null },
      ...(between && {
        along: async () => [
          ...(await handOverRound(tx, scope.projectId, between)),
          ...(await restoreCited(tx, scope.projectId, between.to)),
          ...(await carryCases(tx, scope, await chainTo(tx, scope.projectId, id))),
        ],
      }),
    };
  });
  return readSummary(scope, id);
}

/** Revisions come and go at the end of their chain only, so that a text never has two corrections. */
async function requireEndOfChain(
  tx: Transaction,
  projectId: string,
  id: string,
  { supersedesId }: DocumentFact,
  move: "delete" | "restore",
): Promise<void> {
  const corrected = move === "delete" ? id : supersedesId;
  if (corrected === null) return;
  const taken = await tx.document.findFirst({
    where: { projectId, supersedesId: corrected, deletedAt: null },
    select: { id: true },
  });
  if (taken && move === "delete")
    throw new AppError("wrong_state", "This text has a newer revision. Remove that first.");
  if (taken) throw new AppError("wrong_state", "The text has another correction by now. Remove that first.");
}

type Edit = {
  readonly revision: number;
  readonly data: Prisma.DocumentUpdateManyMutationInput;
  /** What else happens if nobody was faster, and is logged with it. */
  readonly along?: () => Promise<readonly NewChange[]>;
};

/** A document and the one that it corrects, which its place in a round goes back to. */
async function withCorrected(tx: Transaction, projectId: string, id: string): Promise<string[]> {
  const where = { projectId_id: { projectId, id } };
  const row = await tx.document.findUnique({ where, select: { supersedesId: true } });
  return row?.supersedesId ? [id, row.supersedesId] : [id];
}

async function edit(
  scope: Scope<"document.edit"> | Scope<"document.delete">,
  id: string,
  kind: "document.edited" | "document.deleted" | "document.restored",
  decide: (before: DocumentFact, tx: Transaction) => Promise<Edit | null>,
): Promise<void> {
  const { projectId } = scope;
  const isCurrent = await transact(async (tx) => {
    if (kind !== "document.edited")
      await holdRoundDocuments(tx, projectId, await withCorrected(tx, projectId, id));
    await lockProject(tx, projectId);
    const before = await factOf(tx, projectId, id);
    const decided = await decide(before, tx);
    if (!decided) return true;
    const { count } = await tx.document.updateMany({
      where: { projectId, id, revision: decided.revision },
      data: { ...decided.data, updatedAt: new Date(), revision: { increment: 1 } },
    });
    if (count === 0) return false;
    const after = await factOf(tx, projectId, id);
    await recordChanges(tx, scope, uuidv7(), [
      documentChange(kind, id, before, after),
      ...((await decided.along?.()) ?? []),
    ]);
    return true;
  });
  if (!isCurrent)
    throw new AppError(
      "stale_revision",
      "Someone changed this document in between. Look at it and try again.",
      {
        current: await readSummary(scope, id),
      },
    );
}

/** What the log keeps of a document, as the transaction sees it. */
export async function factOf(tx: Transaction, projectId: string, id: string): Promise<DocumentFact> {
  const fact = await tx.document.findUnique({
    where: { projectId_id: { projectId, id } },
    select: documentFact,
  });
  if (!fact) throw missing("document");
  return fact;
}
