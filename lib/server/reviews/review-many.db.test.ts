import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { DOCUMENTS_AT_ONCE_MAX, type ReviewFilter } from "@/lib/contracts/reviews";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { updateAnnotation } from "../annotations/write";
import { reopenDocument } from "../assignments/write";
import { listChanges } from "../changes/read";
import { db } from "../database";
import { previewReviews, reviewMany } from "./review-many";
import { listReviewRuns } from "./review-runs";
import { undoReviews } from "./undo-reviews";

let close: () => Promise<void>;
let team: Team;

const DOCUMENTS = 520;
/** What two annotators say alike, over all documents of the project. */
const agreed: ReviewFilter = { differences: ["none"], unreviewed: true };

/** Many documents like one in which Ana and Ben marked the same and are done. */
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  const { projectId } = team;
  const first = await addDocument(team, "Like all", "Mira met Oran in the capital.");
  for (const person of [team.ana, team.ben]) {
    await mark(projectId, person, first);
    await submit(projectId, person, first);
  }
  const ids = Array.from({ length: DOCUMENTS - 1 }, () => uuidv7());
  await db().$executeRaw`
    INSERT INTO "Document" ("projectId", "id", "title", "text", "textSha256", "length", "updatedAt")
    SELECT d."projectId", copy, d."title", d."text", d."textSha256", d."length", d."updatedAt"
    FROM "Document" d, unnest(${ids}::uuid[]) copy WHERE d."id" = ${first}::uuid`;
  await db().$executeRaw`
    INSERT INTO "Assignment" ("projectId", "documentId", "setId", "state", "submittedAt")
    SELECT w."projectId", copy, w."setId", w."state", w."submittedAt"
    FROM "Assignment" w, unnest(${ids}::uuid[]) copy WHERE w."documentId" = ${first}::uuid`;
  await db().$executeRaw`
    INSERT INTO "Annotation" ("projectId", "id", "documentId", "setId", "kind", "tag", "spans", "start", "end",
      "createdBy", "updatedAt")
    SELECT a."projectId", gen_random_uuid(), copy, a."setId", a."kind", a."tag", a."spans", a."start", a."end",
      a."createdBy", a."updatedAt"
    FROM "Annotation" a, unnest(${ids}::uuid[]) copy WHERE a."documentId" = ${first}::uuid`;
  await db().$executeRaw`ANALYZE "Document", "Assignment", "Annotation"`;
});
afterAll(() => close());
beforeEach(async () => {
  expect(await given()).toBe(0);
});

const reviewer = () => scopeOf("review.write", team.owner, team.projectId);
const given = () => db().review.count({ where: { projectId: team.projectId, deletedAt: null } });

type Page = Awaited<ReturnType<typeof previewReviews>>;

async function wholePreview(filter: ReviewFilter): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | undefined;
  do {
    const page = await previewReviews(await reviewer(), { filter, ...(cursor ? { cursor } : {}) });
    pages.push(page);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

const give = async (opId: string, step: number, page: Page | undefined) =>
  reviewMany(await reviewer(), {
    opId,
    step,
    filter: agreed,
    documents: (page?.documents ?? []).map(({ documentId, fingerprint }) => ({ documentId, fingerprint })),
    planned: { steps: 6, annotations: 2 * DOCUMENTS },
    verdict: "accept",
    reason: null,
    text: "",
  });

async function undoAll(opId: string) {
  const parts: { undone: number; kept: number }[] = [];
  const undoOpId = uuidv7();
  let cursor: string | undefined;
  do {
    const input = { opId, undoOpId, ...(cursor === undefined ? {} : { cursor }) };
    const part = await undoReviews(await reviewer(), input);
    // A part that is sent again, its answer having been lost, is answered as it was.
    expect(await undoReviews(await reviewer(), input)).toEqual(part);
    parts.push({ undone: part.undone, kept: part.kept });
    cursor = part.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return parts;
}

/** Ana's work on a document is handed back to her; she changes it and submits it again. */
async function changedByAna(documentId: string): Promise<void> {
  const { id, setId } = await db().annotation.findFirstOrThrow({
    where: { documentId, createdBy: team.ana.userId },
    select: { id: true, setId: true },
  });
  await reopenDocument(await scopeOf("assignment.reopen", team.owner, team.projectId), documentId, setId);
  const scope = await scopeOf("annotation.edit", team.ana, team.projectId);
  await updateAnnotation(scope, documentId, id, { note: "Looked again", revision: 1 });
  await submit(team.projectId, team.ana, documentId);
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

it("looks for differences over any number of documents, in pages that meet and miss nothing", async () => {
  const pages = await wholePreview(agreed);
  expect(pages.map(({ looked }) => looked)).toEqual([100, 100, 100, 100, 100, 20]);
  expect(pages.map(({ total }) => total)).toEqual(Array(6).fill(DOCUMENTS));
  expect(sum(pages.map(({ count }) => count))).toBe(2 * DOCUMENTS);
  const documents = pages.flatMap((page) => page.documents.map(({ documentId }) => documentId));
  expect(new Set(documents).size).toBe(DOCUMENTS);
  expect(sum((await wholePreview({ differences: ["missing"], unreviewed: true })).map((p) => p.count))).toBe(
    0,
  );
  expect(DOCUMENTS_AT_ONCE_MAX).toBe(100);
});

it("gives in steps, each once, and takes back all of them as one", async () => {
  const pages = await wholePreview(agreed);
  const opId = uuidv7();
  for (const [step, page] of pages.entries()) {
    const answer = await give(opId, step, page);
    expect(answer).toEqual({ count: page.count, leftOut: [] });
    expect(await give(opId, step, page)).toEqual(answer);
  }
  expect(await given()).toBe(2 * DOCUMENTS);
  const changes = await db().change.findMany({
    where: { opId, kind: { startsWith: "review." } },
    select: { seq: true },
  });
  expect(new Set(changes.map(({ seq }) => seq)).size).toBe(2 * DOCUMENTS);
  expect(await undoAll(opId)).toEqual([
    { undone: 1_000, kept: 0 },
    { undone: 40, kept: 0 },
  ]);
});

it("stopped half-way has given what its steps gave, and that is what is taken back", async () => {
  const pages = await wholePreview(agreed);
  const changed = pages[1]?.documents[7]?.documentId ?? "";
  await changedByAna(changed);
  const opId = uuidv7();
  expect(await give(opId, 0, pages[0])).toEqual({ count: 200, leftOut: [] });
  expect(await give(opId, 1, pages[1])).toEqual({ count: 198, leftOut: [changed] });
  expect(await give(opId, 1, pages[1])).toEqual({ count: 198, leftOut: [changed] });
  expect(await db().review.count({ where: { deletedAt: null, annotation: { documentId: changed } } })).toBe(
    0,
  );
  expect(await given()).toBe(398);
  expect(await undoAll(opId)).toEqual([{ undone: 398, kept: 0 }]);
});

/** What Ana and Ben were told, each by the extent of it, and how often: nobody is told twice of one operation. */
const told = async (opId: string) => {
  const rows = await db().notification.findMany({
    where: { projectId: team.projectId, kind: "verdict", details: { path: ["opId"], equals: opId } },
    select: { userId: true, documentId: true, readAt: true, details: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ userId, details, ...row }) => ({
    who: userId === team.ana.userId ? "Ana" : "Ben",
    ...row,
    ...(details as { count: number; documents: number; isTakenBack?: boolean }),
  }));
};

it("tells each author once, of all that its steps have given by then", async () => {
  const pages = await wholePreview(agreed);
  const opId = uuidv7();
  await give(opId, 0, pages[0]);
  const first = await told(opId);
  expect(first).toMatchObject([
    { count: 100, documents: 100, documentId: null },
    { count: 100, documents: 100, documentId: null },
  ]);
  expect(first.map(({ who }) => who).sort()).toEqual(["Ana", "Ben"]);
  await db().notification.updateMany({
    where: { userId: team.ana.userId, details: { path: ["opId"], equals: opId } },
    data: { readAt: new Date() },
  });
  await give(opId, 1, pages[1]);
  await give(opId, 1, pages[1]);
  // Ana had read of the first step: there is more to read now.
  expect(await told(opId)).toMatchObject([
    { count: 200, documents: 200, readAt: null },
    { count: 200, documents: 200, readAt: null },
  ]);
  await undoAll(opId);
});

it("takes back what nobody has seen of what is undone, and tells those who have", async () => {
  const pages = await wholePreview(agreed);
  const opId = uuidv7();
  for (const [step, page] of pages.entries()) await give(opId, step, page);
  await db().notification.updateMany({
    where: { userId: team.ana.userId, details: { path: ["opId"], equals: opId } },
    data: { readAt: new Date() },
  });
  const undoOpId = uuidv7();
  const { nextCursor } = await undoReviews(await reviewer(), { opId, undoOpId });
  const half = await told(opId);
  expect(half.find(({ who }) => who === "Ben")).toMatchObject({ count: 20, documents: 20 });
  expect(half.find(({ who }) => who === "Ana")).toMatchObject({ count: DOCUMENTS, documents: DOCUMENTS });
  expect(await told(undoOpId)).toMatchObject([{ who: "Ana", count: 500, isTakenBack: true }]);
  await undoReviews(await reviewer(), { opId, undoOpId, cursor: nextCursor ?? "" });
  expect((await told(opId)).map(({ who }) => who)).toEqual(["Ana"]);
  expect(await told(undoOpId)).toMatchObject([
    { who: "Ana", count: DOCUMENTS, documents: DOCUMENTS, isTakenBack: true, readAt: null },
  ]);
});

const runsSeenBy = async (person: Team["ana"]) =>
  (await listReviewRuns(await scopeOf("review.read", person, team.projectId), { limit: 20 })).items;

it("finds what was given, as far as it went, by the log alone, and goes on with it and with its undoing", async () => {
  const pages = await wholePreview(agreed);
  const opId = uuidv7();
  const known = (await runsSeenBy(team.owner)).length;
  await give(opId, 0, pages[0]);
  await give(opId, 1, pages[1]);
  await give(opId, 1, pages[1]);
  const common = { id: opId, reviewerId: team.owner.userId, filter: agreed, verdict: "accept", reason: null };
  const [stopped, ...others] = await runsSeenBy(team.owner);
  const planned = 2 * DOCUMENTS;
  expect(stopped).toMatchObject({ ...common, state: "stopped", given: 400, undone: 0, nextStep: 2, planned });
  expect(others).toHaveLength(known);
  // What is left is looked up again by the filter, which lets nothing through that has a verdict.
  const left = await wholePreview(agreed);
  expect(sum(left.map(({ count }) => count))).toBe(planned - 400);
  for (const [at, page] of left.entries()) await give(opId, 2 + at, page);
  expect((await runsSeenBy(team.owner))[0]).toMatchObject({ state: "given", given: planned, undoing: null });

  const undoOpId = uuidv7();
  const { nextCursor } = await undoReviews(await reviewer(), { opId, undoOpId });
  const undoing = { opId: undoOpId, cursor: nextCursor };
  expect((await runsSeenBy(team.owner))[0]).toMatchObject({ state: "undoing", undone: 1_000, undoing });
  await undoReviews(await reviewer(), { opId, undoOpId, cursor: nextCursor ?? "" });
  expect((await runsSeenBy(team.owner))[0]).toMatchObject({
    state: "undone",
    undone: planned,
    undoing: null,
  });
});

it("shows who gave verdicts on many to those who see all of a project, and to no others", async () => {
  const page = await previewReviews(await reviewer(), { filter: agreed });
  const opId = uuidv7();
  await give(opId, 0, page);
  expect((await runsSeenBy(team.owner)).map(({ id }) => id)).toContain(opId);
  expect(await runsSeenBy(team.viewer)).toEqual([]);
  expect(await runsSeenBy(team.ana)).toEqual([]);
  const feed = await listChanges(await scopeOf("change.read", team.viewer, team.projectId), {
    limit: 1_000,
    order: "newest",
  });
  expect(feed.items.filter(({ kind }) => kind.startsWith("reviewRun."))).toEqual([]);
  await undoAll(opId);
});

it("refuses a step that was given with other documents, which would be taken for given", async () => {
  const pages = await wholePreview(agreed);
  const opId = uuidv7();
  await give(opId, 0, pages[0]);
  await expect(give(opId, 0, pages[1])).rejects.toMatchObject({ code: "conflict" });
  expect(await given()).toBe(200);
  await undoAll(opId);
});

it("refuses the id of another's operation, and to undo under the id of what it undoes", async () => {
  const page = await previewReviews(await reviewer(), { filter: agreed });
  const opId = uuidv7();
  await give(opId, 0, page);
  const bens = await scopeOf("review.write", team.ben, team.projectId);
  const request = { opId, step: 1, filter: agreed, verdict: "accept", reason: null, text: "" } as const;
  const documents = (page?.documents ?? []).map(({ documentId, fingerprint }) => ({
    documentId,
    fingerprint,
  }));
  await expect(reviewMany(bens, { ...request, documents })).rejects.toMatchObject({ code: "conflict" });
  await expect(undoReviews(await reviewer(), { opId, undoOpId: opId })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(undoReviews(bens, { opId })).rejects.toMatchObject({ code: "not_found" });
  expect(await undoAll(opId)).toEqual([{ undone: 200, kept: 0 }]);
});
