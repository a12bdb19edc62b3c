import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codePointLength } from "@/lib/domain/text/offsets";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { listAnnotations } from "../annotations/read";
import { batchAnnotations, createAnnotation } from "../annotations/write";
import { nextDocument } from "../assignments/read";
import { submitDocument } from "../assignments/write";
import { db } from "../database";
import { listDisplacements } from "../displacements/read";
import { resolveDisplacements } from "../displacements/write";
import { examine } from "../doctor/examine";
import { listDocuments, readSummary } from "../documents/read";
import { moveDocument } from "../documents/write";
import { createEntity } from "../entities/write";
import { carriedId } from "./carried-id";
import { listRevisions } from "./read";
import { correctDocument, previewRevision } from "./write";

const TEXT =
  "LYSA — Minister Oran 🕊️ met the envoy in Lysa on Monday.\n\n“We agreed on all points,” she said at dusk. The envoy left early.\n";
const CORRECTED = `Correction: the day was wrong.\n\n${TEXT.replace("Monday", "Tuesday").replace(" The envoy left early.", "").replace("all points", "all pointz")}`;

const spanOf = (words: string, text = TEXT) => {
  const start = codePointLength(text.slice(0, text.indexOf(words)));
  return { start, end: start + codePointLength(words) };
};

let close: () => Promise<void>;
let team: Team;
let number = 0;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

type Person = Team["owner"];
const edit = () => scopeOf("document.edit", team.owner, team.projectId);
const resolve = (person: Person) => scopeOf("displacement.resolve", person, team.projectId);
const read = (person: Person) => scopeOf("annotation.read", person, team.projectId);
const newDocument = () => addDocument(team, `Report ${++number}`, TEXT);
const correct = async (documentId: string, text = CORRECTED, id = uuidv7()) =>
  (await correctDocument(await edit(), documentId, { id, text })).document;
const annotationsOf = async (person: Person, documentId: string) =>
  (await listAnnotations(await read(person), documentId, { limit: 1000 })).items;
const waitingOf = async (person: Person, documentId: string) =>
  (await listDisplacements(await read(person), documentId, { limit: 1000, state: "waiting" })).items;
const quotesOf = async (person: Person, documentId: string) =>
  (await annotationsOf(person, documentId)).flatMap((row) => (row.kind === "span" ? row.spans : []));

/** Ana's work: an actor with an entity, a quote whose words are corrected, a relation, a mark that is lost. */
async function work(person: Person, documentId: string) {
  const ids = { actor: uuidv7(), quote: uuidv7(), source: uuidv7(), lost: uuidv7() };
  const { entity } = await createEntity(await scopeOf("entity.edit", person, team.projectId), {
    kind: "actor",
    name: `Oran ${++number}`,
  });
  await batchAnnotations(
    await scopeOf("annotation.create", person, team.projectId),
    documentId,
    [
      {
        kind: "span",
        id: ids.actor,
        tag: "ACTOR",
        spans: [spanOf("Minister Oran 🕊️")],
        entityId: entity.id,
        note: "n",
      },
      { kind: "span", id: ids.quote, tag: "QUOTE", spans: [spanOf("We agreed on all points")] },
      { kind: "relation", id: ids.source, tag: "SOURCE", fromId: ids.quote, toId: ids.actor },
      { kind: "span", id: ids.lost, tag: "ACTOR", spans: [spanOf("The envoy left early")] },
    ],
    undefined,
  );
  return { ...ids, entityId: entity.id };
}

describe("a corrected text", () => {
  it("is a new document with everybody's sure work, and a queue of the rest", async () => {
    const old = await newDocument();
    const ids = await work(team.ana, old);
    const before = await annotationsOf(team.ana, old);
    expect(await previewRevision(await edit(), old, { text: CORRECTED })).toEqual({
      ...{ kept: 1, moved: 0, ambiguous: 0, changed: 1, lost: 1 },
      ...{ documents: 0, relations: 0, relationsWaiting: 1, reopened: 0 },
    });
    const made = await correct(old);
    expect(made).toMatchObject({ supersedesId: old, supersededById: null, waiting: 2, title: "Report 1" });
    const [actor, ...others] = await annotationsOf(team.ana, made.id);
    expect(others).toEqual([]);
    const where = spanOf("Minister Oran 🕊️", CORRECTED);
    expect(actor).toMatchObject({
      ...{ id: carriedId(made.id, ids.actor), entityId: ids.entityId, note: "n", tag: "ACTOR", revision: 1 },
      ...{ spans: [{ ...where, quote: "Minister Oran 🕊️" }], createdBy: team.ana.userId },
    });
    const waiting = await waitingOf(team.ana, made.id);
    expect(waiting.map(({ annotationId, reason }) => [annotationId, reason])).toEqual([
      [ids.quote, "changed"],
      [ids.lost, "lost"],
    ]);
    expect(waiting[0]?.candidate?.[0]?.quote).toBe("We agreed on all pointz");
    expect(waiting[0]?.context).toContain("We agreed on all points");
    // The earlier text stays as it was, with its work.
    expect(await annotationsOf(team.ana, old)).toEqual(before);
    const scope = await scopeOf("document.read", team.ana, team.projectId);
    expect(await readSummary(scope, old)).toMatchObject({ supersededById: made.id });
  });

  it("is in lists in the place of the earlier one, which its history names", async () => {
    const old = await newDocument();
    const made = await correct(old);
    const newest = await correct(made.id, `${CORRECTED} Once more.`);
    const scope = await scopeOf("document.read", team.viewer, team.projectId);
    const listed = await listDocuments(scope, { sort: "created", order: "asc", limit: 1000 });
    const listedIds = listed.items.map(({ id }) => id);
    expect(listedIds).toContain(newest.id);
    expect(listedIds).not.toContain(old);
    expect(listedIds).not.toContain(made.id);
    expect(listed.total).toBe(listed.items.length);
    for (const id of [old, made.id, newest.id]) {
      const revisions = (await listRevisions(scope, id, { limit: 100 })).items;
      expect(revisions.map((one) => [one.id, one.isNewest])).toEqual([
        [newest.id, true],
        [made.id, false],
        [old, false],
      ]);
    }
    expect((await nextDocument(scope, undefined)).id).not.toBe(old);
  });

  it("is made once however often it is sent, and refused when it is none", async () => {
    const old = await newDocument();
    await work(team.ana, old);
    const id = uuidv7();
    const first = await correctDocument(await edit(), old, { id, text: CORRECTED });
    const again = await correctDocument(await edit(), old, { id, text: CORRECTED });
    expect([first.isNew, again.isNew]).toEqual([true, false]);
    expect(again.document).toEqual(first.document);
    await expect(correctDocument(await edit(), id, { text: CORRECTED })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(correctDocument(await edit(), old, { text: `${TEXT}!` })).rejects.toMatchObject({
      code: "superseded",
      details: { current: { id } },
    });
  });

  it("has one winner when two people correct at the same time", async () => {
    const old = await newDocument();
    const tries = await Promise.allSettled([correct(old, `${TEXT}One.`), correct(old, `${TEXT}Two.`)]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await db().document.count({ where: { projectId: team.projectId, supersedesId: old } })).toBe(1);
  });

  it("loses nothing of an annotator who writes to the earlier text meanwhile: carried, or refused with the new one", async () => {
    const old = await newDocument();
    const scope = await scopeOf("annotation.create", team.ben, team.projectId);
    const write = () =>
      createAnnotation(scope, old, { kind: "span", tag: "ACTOR", spans: [spanOf("Minister Oran")] });
    const writes = Array.from({ length: 6 }, write);
    const made = await correct(old);
    const written = (await Promise.allSettled(writes)).filter(({ status }) => status === "fulfilled").length;
    expect(await quotesOf(team.ben, made.id)).toHaveLength(written);
    await expect(write()).rejects.toMatchObject({
      code: "superseded",
      details: { current: { id: made.id } },
    });
    const mine = await scopeOf("assignment.submit", team.ben, team.projectId);
    await expect(submitDocument(mine, old)).rejects.toMatchObject({ code: "superseded" });
  });

  it("can be taken back by removing it; the earlier text is the newest again", async () => {
    const old = await newDocument();
    const made = await correct(old);
    const newest = await correct(made.id, `${CORRECTED} Again.`);
    const scope = await scopeOf("document.delete", team.owner, team.projectId);
    await expect(moveDocument(scope, "delete", made.id)).rejects.toMatchObject({ code: "wrong_state" });
    await moveDocument(scope, "delete", newest.id);
    await mark(team.projectId, team.ben, made.id);
    await correct(made.id, `${CORRECTED} Better.`);
    await expect(moveDocument(scope, "restore", newest.id)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("keeps submitted work submitted, unless something of it waits for its author", async () => {
    const old = await newDocument();
    await work(team.ana, old);
    await mark(team.projectId, team.ben, old, 4);
    await submit(team.projectId, team.ana, old);
    await submit(team.projectId, team.ben, old);
    expect(await previewRevision(await edit(), old, { text: CORRECTED })).toMatchObject({ reopened: 1 });
    const made = await correct(old);
    const states = await db().assignment.findMany({
      where: { projectId: team.projectId, documentId: made.id },
      select: { state: true, set: { select: { userId: true } } },
    });
    expect(Object.fromEntries(states.map(({ state, set }) => [set.userId, state]))).toEqual({
      [team.ana.userId]: "reopened",
      [team.ben.userId]: "submitted",
    });
    const mine = await scopeOf("assignment.submit", team.ana, team.projectId);
    await expect(submitDocument(mine, made.id)).rejects.toMatchObject({ code: "wrong_state" });
    const items = (await waitingOf(team.ana, made.id)).map(({ id, revision }) => ({
      ...{ action: "drop" as const, id, revision },
    }));
    await resolveDisplacements(await resolve(team.ana), made.id, items, undefined);
    expect(await submitDocument(mine, made.id)).toMatchObject({ state: "submitted" });
    const reopen = await scopeOf("displacement.resolve", team.ana, team.projectId);
    const back = items.map(({ id }) => ({ action: "return" as const, id, revision: 2 }));
    await expect(resolveDisplacements(reopen, made.id, back, undefined)).rejects.toMatchObject({
      code: "submitted",
    });
  });

  it("keeps the place, the copies and the blindness of its round", async () => {
    const old = await newDocument();
    const { projectId } = team;
    const roundId = uuidv7();
    await db().round.create({
      data: { projectId, id: roundId, name: "R", state: "open", copies: 2, isBlind: true, schemeVersion: 1 },
    });
    await db().roundDocument.create({ data: { projectId, roundId, documentId: old, copies: 2 } });
    const made = await correct(old);
    const rows = await db().roundDocument.findMany({ where: { projectId, roundId, leftAt: null } });
    expect(rows).toMatchObject([{ documentId: made.id, copies: 2 }]);
  });
});

describe("what waits for a place", () => {
  async function displacedWork() {
    const old = await newDocument();
    const ids = await work(team.ana, old);
    const made = await correct(old);
    const [changed, lost] = await waitingOf(team.ana, made.id);
    if (!changed || !lost) throw new Error("nothing waits");
    return { old, ids, made, changed, lost };
  }

  it("is placed where its guess is, and its relation comes along", async () => {
    const { made, changed, ids } = await displacedWork();
    const items = [{ action: "accept" as const, id: changed.id, revision: 1 }];
    const [done] = await resolveDisplacements(await resolve(team.ana), made.id, items, undefined);
    expect(done).toMatchObject({ state: "placed", resolvedBy: team.ana.userId, revision: 2 });
    const rows = await annotationsOf(team.ana, made.id);
    expect(rows.find(({ id }) => id === changed.id)).toMatchObject({
      spans: [{ quote: "We agreed on all pointz" }],
      createdBy: team.ana.userId,
    });
    expect(rows.find(({ kind }) => kind === "relation")).toMatchObject({
      id: carriedId(made.id, ids.source),
      fromId: changed.id,
      toId: carriedId(made.id, ids.actor),
    });
  });

  it("can be decided by a lead on its author's behalf, taken back, and decided again", async () => {
    const { made, changed, lost } = await displacedWork();
    const scope = await resolve(team.owner);
    const spans = [spanOf("at dusk", CORRECTED)];
    await resolveDisplacements(
      scope,
      made.id,
      [{ action: "place", id: lost.id, revision: 1, spans }],
      undefined,
    );
    await resolveDisplacements(
      scope,
      made.id,
      [{ action: "accept", id: changed.id, revision: 1 }],
      undefined,
    );
    expect((await quotesOf(team.ana, made.id)).map(({ quote }) => quote)).toContain("at dusk");
    await resolveDisplacements(
      scope,
      made.id,
      [{ action: "return", id: changed.id, revision: 2 }],
      undefined,
    );
    expect((await annotationsOf(team.ana, made.id)).some(({ kind }) => kind === "relation")).toBe(false);
    expect((await waitingOf(team.ana, made.id)).map(({ id }) => id)).toEqual([changed.id]);
    await resolveDisplacements(
      scope,
      made.id,
      [{ action: "accept", id: changed.id, revision: 3 }],
      undefined,
    );
    expect((await annotationsOf(team.ana, made.id)).some(({ kind }) => kind === "relation")).toBe(true);
  });

  it("is not seen and not decided by a teammate who works blind", async () => {
    const { made, changed } = await displacedWork();
    expect(await waitingOf(team.ben, made.id)).toEqual([]);
    const summary = await readSummary(await scopeOf("document.read", team.ben, team.projectId), made.id);
    expect(summary.waiting).toBe(0);
    const items = [{ action: "drop" as const, id: changed.id, revision: 1 }];
    await expect(
      resolveDisplacements(await resolve(team.ben), made.id, items, undefined),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("is decided once however often it is sent, all or nothing, and not by who read an older state", async () => {
    const { made, changed, lost } = await displacedWork();
    const scope = await resolve(team.ana);
    const opId = uuidv7();
    const items = [{ action: "accept" as const, id: changed.id, revision: 1 }];
    await resolveDisplacements(scope, made.id, items, opId);
    expect(await resolveDisplacements(scope, made.id, items, opId)).toMatchObject([
      { state: "placed", revision: 2 },
    ]);
    await expect(
      resolveDisplacements(
        scope,
        made.id,
        [
          { action: "drop", id: lost.id, revision: 1 },
          { action: "return", id: changed.id, revision: 1 },
        ],
        undefined,
      ),
    ).rejects.toMatchObject({ code: "stale_revision" });
    expect((await waitingOf(team.ana, made.id)).map(({ id }) => id)).toEqual([lost.id]);
    const outside = [
      { action: "place" as const, id: lost.id, revision: 1, spans: [{ start: 0, end: 9_999 }] },
    ];
    await expect(resolveDisplacements(scope, made.id, outside, undefined)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("goes on waiting when the text is corrected again, with its relation", async () => {
    const { made, ids } = await displacedWork();
    const next = await correct(made.id, CORRECTED.replace("at dusk", "at dawn"));
    const waiting = await waitingOf(team.ana, next.id);
    expect(waiting.map(({ annotationId }) => annotationId)).toEqual([ids.quote, ids.lost]);
    const [changed] = waiting;
    if (!changed) throw new Error("nothing waits");
    await resolveDisplacements(
      await resolve(team.ana),
      next.id,
      [{ action: "accept", id: changed.id, revision: 1 }],
      undefined,
    );
    expect((await annotationsOf(team.ana, next.id)).map(({ kind }) => kind).toSorted()).toEqual([
      "relation",
      "span",
      "span",
    ]);
  });
});
