import "server-only";
import { uuidv7 } from "uuidv7";
import type { GuidelineResource } from "@/lib/contracts/guidelines";
import { differenceOf, type Guideline, isDifferent } from "@/lib/domain/guideline/guideline";
import { AppError, invalid } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { db, type Prisma, type Transaction, transact } from "../database";
import { notify } from "../notifications/write";
import { readScheme } from "../schemes/read";
import { newestNumber, readGuideline } from "./read";

/**
 * Puts a new version of the guidelines in force; the same words again make none. Who wrote it has read it. `number` is the version that the
 * caller read: if another is in force by now, it is refused with that one.
 */
export async function replaceGuideline(
  scope: Scope<"guideline.edit">,
  { number, guideline }: { readonly number: number; readonly guideline: Guideline },
): Promise<GuidelineResource> {
  const { projectId, principal } = scope;
  await transact(async (tx) => {
    const project = await lockProject(tx, projectId);
    const current = await readGuideline(scope, {}, tx);
    if (current.newestNumber !== number)
      throw new AppError("stale_revision", "Somebody changed the guidelines first.", { current });
    await refuseUnknownTags(projectId, project.schemeVersion, guideline);
    const difference = differenceOf(current.guideline, guideline);
    const isReordered = JSON.stringify(current.guideline.rules) !== JSON.stringify(guideline.rules);
    if (!isDifferent(difference) && !isReordered) return;
    const next = (await newestNumber(tx, projectId)) + 1;
    // A guideline is JSON by its definition; its type is read-only and Prisma's is not.
    const value = guideline as unknown as Prisma.InputJsonObject;
    const data = { projectId, number: next, value, createdBy: principal.userId };
    await tx.guidelineVersion.create({ data, select: { number: true } });
    const change = { before: { version: number }, after: { version: next } };
    await recordChanges(tx, scope, uuidv7(), [
      { kind: "guideline.replaced", subjectId: projectId, documentId: null, setId: null, ...change },
    ]);
    await markRead(tx, projectId, principal.userId, next);
    await tellMembers(tx, scope);
  });
  return readGuideline(scope);
}

async function tellMembers(tx: Transaction, scope: Scope<"guideline.edit">): Promise<void> {
  const members = await tx.member.findMany({ where: { projectId: scope.projectId }, select: { id: true } });
  const subject = { documentId: null, subjectId: null, setId: null };
  await notify(
    tx,
    scope,
    members.map(({ id }) => ({ userId: id, kind: "guideline", ...subject })),
  );
}

async function refuseUnknownTags(projectId: string, version: number, { rules }: Guideline): Promise<void> {
  const scheme = await readScheme({ projectId }, version);
  const known = new Set([...scheme.tags, ...scheme.relationTypes].map(({ key }) => key));
  const unknown = rules.find(({ tag }) => tag !== null && !known.has(tag));
  if (unknown) throw invalid("guideline", `The scheme has no tag or relation type “${unknown.tag}”.`);
}

/** Says that the caller has read a version. An earlier one than they have read already changes nothing. */
export async function markGuidelineRead(
  { projectId, principal: { userId } }: Scope<"presence.send">,
  number: number,
): Promise<{ readNumber: number }> {
  if (number > (await newestNumber(db(), projectId)))
    throw invalid("number", "There is no such version of the guidelines.");
  return { readNumber: await markRead(db(), projectId, userId, number) };
}

async function markRead(
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  userId: string,
  number: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    INSERT INTO "GuidelineRead" ("projectId", "userId", "number")
    VALUES (${projectId}::uuid, ${userId}::uuid, ${number})
    ON CONFLICT ("projectId", "userId") DO UPDATE
      SET "number" = greatest("GuidelineRead"."number", excluded."number"), "readAt" = now()
    RETURNING "number"`;
  return row?.number ?? number;
}
