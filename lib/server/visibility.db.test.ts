import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { bySession, call } from "@/lib/test/call-api";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { openRoundOf, planRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { reopenDocument } from "./assignments/write";
import { db } from "./database";
import { correctDocument } from "./revisions/write";
import { changeRoundDocuments } from "./rounds/change-documents";
import { closeRound } from "./rounds/write";

let close: () => Promise<void>;
let team: Team;
let document: string;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
beforeEach(async () => {
  team = await openTeam({ blind: false });
  document = await addDocument(team, "Summit", "Minister Oran met the envoy.");
});
afterAll(() => close());

type More = { readonly body?: unknown; readonly query?: Record<string, string>; readonly about?: string };
async function ask(name: OperationName, person: Team["ana"], { about = document, ...more }: More = {}) {
  const params = { project: team.projectId, document: about };
  const response = await call(name, { params, headers: await bySession(person), ...more });
  return { status: response.status, json: await response.json() };
}
/** Whose annotations somebody sees on a document. */
async function seenBy(person: Team["ana"], about = document): Promise<Set<string>> {
  const { json } = await ask("listAnnotations", person, { about });
  return new Set(json.items.map((one: { createdBy: string }) => one.createdBy));
}
const lead = () => scopeOf("round.manage", team.owner, team.projectId);

/** A blind round of both, with marks of both and Ana's work submitted; Ben goes on. */
async function blindRound() {
  const round = await openRoundOf(team, [document], [team.ana, team.ben], { isBlind: true });
  for (const person of [team.ana, team.ben]) await mark(team.projectId, person, document);
  return round;
}
const setOf = async ({ userId }: Team["ana"]) =>
  (await db().annotationSet.findFirstOrThrow({ where: { projectId: team.projectId, userId } })).id;
const reopenAsLead = async (person: Team["ana"]) =>
  reopenDocument(
    await scopeOf("assignment.reopen", team.owner, team.projectId),
    document,
    await setOf(person),
  );

describe("in an open project, what was begun blind is not thrown open", () => {
  it("by correcting the text: the earlier one stays as blind as the new one", async () => {
    await blindRound();
    const scope = await scopeOf("document.edit", team.owner, team.projectId);
    const made = await correctDocument(scope, document, { text: "Minister Oran met the two envoys." });
    for (const about of [document, made.document.id])
      expect(await seenBy(team.ana, about)).toEqual(new Set([team.ana.userId]));
  });

  it("by planning the next round of a document whose round is closed", async () => {
    const { id, revision } = await blindRound();
    await closeRound(await lead(), id, revision);
    await planRoundOf(team, [document], [team.ana, team.ben], { isBlind: true });
    expect(await seenBy(team.ana)).toEqual(new Set([team.ana.userId]));
    expect(await seenBy(team.viewer)).toEqual(new Set());
  });

  it("by taking the document out of its round", async () => {
    const { id } = await blindRound();
    await changeRoundDocuments(await lead(), id, { op: "remove", documents: { ids: [document] } });
    expect(await seenBy(team.ana)).toEqual(new Set([team.ana.userId]));
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    expect(await seenBy(team.ana)).toEqual(new Set([team.ana.userId, team.ben.userId]));
  });

  it("by talk about it, when the only blind round is closed", async () => {
    const { id, revision } = await blindRound();
    await closeRound(await lead(), id, revision);
    const setId = await setOf(team.ben);
    const said = { comment: { text: "Ben's first mark is off", mentions: [team.ana.userId] }, setId };
    expect((await ask("createThread", team.owner, { body: said })).status).toBe(400);
    const { json } = await ask("readAudience", team.owner, { query: { set: setId } });
    expect(json.items.map((one: { id: string }) => one.id)).toEqual([team.ben.userId]);
  });
});

it("the numbers of changes tell nobody how much, or that, others have worked", async () => {
  await blindRound();
  const seqs = async () => {
    const changes = await ask("listChanges", team.ana);
    const reader = await ask("readReader", team.ana);
    return [reader.json.seq, ...changes.json.items.map((one: { seq: string }) => one.seq)];
  };
  const before = await seqs();
  for (let end = 1; end < 6; end++) await mark(team.projectId, team.ben, document, end);
  expect(await seqs()).toEqual(before);
  // Between two of one's own lies the time that went by, and no count.
  const began = Date.now();
  await mark(team.projectId, team.ana, document);
  const newest = Number((await seqs()).at(-1)) / 1_000;
  expect(newest).toBeGreaterThan(began - 1_000);
  expect(newest).toBeLessThan(Date.now() + 1_000);
});

it("a round that was planned and given up has no say in a blind project", async () => {
  team = await openTeam({ blind: true });
  document = await addDocument(team, "Summit", "Minister Oran met the envoy.");
  for (const person of [team.ana, team.ben]) await mark(team.projectId, person, document);
  const { id, revision } = await planRoundOf(team, [document], [team.ana, team.ben], {
    isBlind: false,
    reveal: true,
  });
  await closeRound(await lead(), id, revision);
  expect(await seenBy(team.ana)).toEqual(new Set([team.ana.userId]));
});

describe("who has seen others' work can't take their submission back", () => {
  it("also after the document has closed again, since another's was reopened", async () => {
    await blindRound();
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    expect((await seenBy(team.ana)).size).toBe(2);
    await reopenAsLead(team.ben);
    expect((await seenBy(team.ana)).size).toBe(1);
    expect((await ask("reopenDocument", team.ana, { body: {} })).status).toBe(403);
    // Nor when that other submission has come again and gone again.
    await submit(team.projectId, team.ben, document);
    await reopenAsLead(team.ben);
    expect((await ask("reopenDocument", team.ana, { body: {} })).status).toBe(403);
  });

  it("but who has not may, and learns nothing from being let", async () => {
    const cy = await signedInPerson(`Cy${team.projectId}`);
    await addMember(team.projectId, cy, "annotator");
    await openRoundOf(team, [document], [team.ana, team.ben, cy], { isBlind: true, copies: 3 });
    for (const person of [team.ana, team.ben, cy]) await mark(team.projectId, person, document);
    await submit(team.projectId, team.ben, document);
    await submit(team.projectId, team.ana, document);
    await reopenAsLead(team.ben);
    // Cy had never submitted, so it has never been open.
    expect((await ask("reopenDocument", team.ana, { body: {} })).status).toBe(200);
    await submit(team.projectId, team.ben, document);
    expect((await ask("reopenDocument", team.ben, { body: {} })).status).toBe(200);
  });

  it("nor who saw what there was when others had submitted before them", async () => {
    await blindRound();
    for (const person of [team.ben, team.ana]) await submit(team.projectId, person, document);
    await reopenAsLead(team.ben);
    expect((await ask("reopenDocument", team.ana, { body: {} })).status).toBe(403);
  });

  it.each([
    ["came along submitted", "Minister Oran met the envoys.", "submitted"],
    ["waits for its author", "Minister Lund wrote a long letter to nobody.", "reopened"],
  ])("nor after the text has been corrected, and the other's work %s", async (_, text, state) => {
    await openRoundOf(team, [document], [team.ana, team.ben], { isBlind: true });
    await mark(team.projectId, team.ana, document, 8);
    await mark(team.projectId, team.ben, document, 17);
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    const scope = await scopeOf("document.edit", team.owner, team.projectId);
    document = (await correctDocument(scope, document, { text })).document.id;
    const bens = { documentId: document, set: { userId: team.ben.userId } };
    expect(await db().assignment.findFirst({ where: bens })).toMatchObject({ state });
    if (state === "submitted") await reopenAsLead(team.ben);
    expect((await ask("reopenDocument", team.ana, { body: {} })).status).toBe(403);
  });

  it("nor after a lead has reopened theirs once", async () => {
    await blindRound();
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    await reopenAsLead(team.ana);
    await submit(team.projectId, team.ana, document);
    await reopenAsLead(team.ben);
    expect((await ask("reopenDocument", team.ana, { body: {} })).status).toBe(403);
  });
});
