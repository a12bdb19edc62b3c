import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdjudicationWork, Outcomes } from "@/lib/contracts/adjudication";
import type { BatchStep, NewAnnotation } from "@/lib/contracts/annotations";
import type { ReaderState } from "@/lib/contracts/documents";
import type { OperationName } from "@/lib/contracts/registry";
import { type SetKind, setKinds } from "@/lib/domain/annotation/set-kind";
import { byKey, call } from "@/lib/test/call-api";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { batchAnnotations } from "../annotations/write";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { db, transact } from "../database";
import { examine } from "../doctor/examine";

const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
type Person = Team["owner"];
let close: () => Promise<void>;
let team: Team;
let curator: Person;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  curator = await signedInPerson("Cora");
  await addMember(team.projectId, curator, "curator");
});
afterAll(async () => {
  const wrong = [];
  for await (const finding of examine()) if (finding.count > 0) wrong.push(finding);
  await close();
  // After all that was changed by hand here, every row is the replay of the log.
  expect(wrong).toEqual([]);
});

type SpanInput = Extract<NewAnnotation, { kind: "span" }> & { readonly id: string };
const span = (tag: string, start: number, end: number, more: { entityId?: string } = {}): SpanInput => ({
  kind: "span",
  id: uuidv7(),
  tag,
  spans: [{ start, end }],
  ...more,
});

async function ask<T>(
  name: OperationName,
  by: Person,
  document: string,
  more: { body?: unknown; query?: Record<string, string>; params?: Record<string, string> } = {},
) {
  const params = { project: team.projectId, document, ...more.params };
  const response = await call(name, { ...more, params, headers: await byKey(by) });
  // What was asked decides what is answered; the tests name the two together.
  return { status: response.status, json: (await response.json()) as T };
}

/** Says in the log what a test has put into the tables by hand. */
const log = (change: NewChange) =>
  transact(async (tx) => {
    await lockProject(tx, team.projectId);
    const via = { kind: "session" };
    const nobody = { projectId: team.projectId, principal: { userId: null, via } };
    await recordChanges(tx, nobody, uuidv7(), [change]);
  });

/** A document that Ana and Ben have marked and, unless told otherwise, submitted. */
async function marked(ana: NewAnnotation[], ben: NewAnnotation[] = [], isSubmitted = true) {
  const document = await addDocument(team, "Summit", TEXT);
  for (const [person, steps] of [
    [team.ana, ana],
    [team.ben, ben],
  ] as const) {
    const scope = await scopeOf("annotation.create", person, team.projectId);
    if (steps.length > 0) await batchAnnotations(scope, document, steps);
    if (isSubmitted) await submit(team.projectId, person, document);
  }
  const read = async () => (await ask<AdjudicationWork>("readAdjudication", curator, document)).json;
  return {
    document,
    read,
    /** What each decision in force is and how its sources fared. */
    decisions: async () =>
      (await read()).decisions.map(({ kind, sources }) => [
        kind,
        sources.filter((one) => one.isTaken).length,
      ]),
    settle: () =>
      ask("settle", curator, document, { body: { opId: uuidv7(), policy: "majority", match: "overlap" } }),
    /** Edits the gold as the annotation page does. */
    edit: async (steps: BatchStep[], by = curator) =>
      ask<{ items: { id: string; revision: number; entityId?: string; setId: string }[]; code?: string }>(
        "batchAnnotations",
        by,
        document,
        { body: { opId: uuidv7(), set: "gold", annotations: steps } },
      ),
    state: async (by: Person, query: Record<string, string> = { set: "gold" }) =>
      (await ask<ReaderState>("readReader", by, document, { query })).json,
  };
}

/** A document whose gold is one mark that both annotators made. */
async function golden() {
  const [ana, ben] = [span("ACTOR", 0, 13), span("ACTOR", 0, 13)];
  const here = await marked([ana], [ben]);
  await here.settle();
  const [gold] = (await here.read()).gold;
  if (!gold) throw new Error("No gold");
  return { ...here, gold, ana, ben };
}

describe("gold that is changed by hand", () => {
  it("is a decision for an edited version that cites what it came from, and its own again when put back", async () => {
    const here = await golden();
    const { id } = here.gold;
    expect(await here.decisions()).toEqual([["agreed", 2]]);
    const edited = await here.edit([
      { op: "update", id, revision: 1, set: { spans: [{ start: 9, end: 13 }] } },
    ]);
    expect(edited.json.items).toMatchObject([{ id, revision: 2, setId: here.gold.setId }]);
    expect(await here.decisions()).toEqual([["edited", 0]]);
    const { decisions } = await here.read();
    expect(decisions[0]?.sources.map(({ annotationId }) => annotationId).sort()).toEqual(
      [here.ana.id, here.ben.id].sort(),
    );
    await here.edit([{ op: "update", id, revision: 2, set: { tag: "PLACE" } }]);
    await here.edit([{ op: "update", id, revision: 3, set: { tag: "ACTOR" } }]);
    expect(await here.decisions()).toEqual([["edited", 0]]);
    await here.edit([{ op: "update", id, revision: 4, set: { spans: [{ start: 0, end: 13 }] } }]);
    expect(await here.decisions()).toEqual([["agreed", 2]]);
  });

  it("says no more of the text by a note", async () => {
    const here = await golden();
    await here.edit([{ op: "update", id: here.gold.id, revision: 1, set: { note: "See page 4" } }]);
    expect(await here.decisions()).toEqual([["agreed", 2]]);
  });

  it("leaves a decision for none where it is removed, and its decision comes back with it", async () => {
    const here = await golden();
    const { id } = here.gold;
    await here.edit([{ op: "delete", id, revision: 1 }]);
    expect(await here.decisions()).toEqual([["neither", 0]]);
    expect(await here.read()).toMatchObject({ decided: 1, gold: [] });
    await here.edit([{ op: "restore", id, revision: 2 }]);
    expect(await here.decisions()).toEqual([["agreed", 2]]);
    expect(await here.read()).toMatchObject({ decided: 1, gold: [{ id }] });
  });

  it("does not come back beside what has been decided since", async () => {
    const here = await golden();
    await here.edit([{ op: "delete", id: here.gold.id, revision: 1 }]);
    const work = await here.read();
    const decided = await ask("decide", curator, here.document, {
      body: {
        opId: uuidv7(),
        replaces: work.decisions.map(({ id, revision }) => ({ id, revision })),
        decisions: [
          {
            id: uuidv7(),
            sources: [here.ana, here.ben].map(({ id }) => ({ annotationId: id, revision: 1 })),
            outcome: { kind: "chosen", from: here.ana.id, goldId: uuidv7() },
          },
        ],
      },
    });
    expect(decided.status).toBe(200);
    const back = await here.edit([{ op: "restore", id: here.gold.id, revision: 2 }]);
    expect(back.json).toMatchObject({ code: "stale_revision" });
  });

  it("can be added to, citing nobody, with links and entities of the gold's own", async () => {
    const here = await golden();
    const anas = await ask<{ id: string }>("createEntity", team.ana, here.document, {
      body: { kind: "place", name: "Lysa" },
    });
    const place = span("PLACE", 31, 35, { entityId: anas.json.id });
    const quote = span("QUOTE", 37, 49);
    const source = {
      kind: "relation",
      id: uuidv7(),
      tag: "SOURCE",
      fromId: quote.id,
      toId: here.gold.id,
    } as const;
    const made = await here.edit([place, quote, source]);
    const entityId = made.json.items[0]?.entityId;
    expect(entityId).not.toBe(anas.json.id);
    expect(await db().entity.findFirst({ where: { id: entityId ?? "" } })).toMatchObject({
      name: "Lysa",
      setId: here.gold.setId,
    });
    expect((await here.decisions()).sort()).toEqual([
      ["agreed", 2],
      ["edited", 0],
      ["edited", 0],
      ["edited", 0],
    ]);
    await here.edit([{ op: "delete", id: quote.id, revision: 1 }]);
    expect((await here.read()).gold.map(({ tag }) => tag).sort()).toEqual(["ACTOR", "PLACE"]);
    expect(await here.decisions()).toHaveLength(2);
  });

  it("is logged before and after, as the gold's, and makes its curator no annotator", async () => {
    const here = await golden();
    await here.edit([{ op: "update", id: here.gold.id, revision: 1, set: { tag: "PLACE" } }]);
    const log = await db().change.findMany({
      where: { documentId: here.document, setId: here.gold.setId, principal: curator.userId },
      select: { kind: true, before: true, after: true },
      orderBy: { seq: "desc" },
      take: 2,
    });
    expect(log).toMatchObject([
      { kind: "decision.edited", before: { kind: "agreed" }, after: { kind: "edited" } },
      { kind: "annotation.updated", before: { tag: "ACTOR" }, after: { tag: "PLACE" } },
    ]);
    const own = { projectId: team.projectId, userId: curator.userId };
    expect(await db().annotationSet.count({ where: own })).toBe(0);
    expect(
      await db().assignment.findMany({ where: { documentId: here.document, setId: here.gold.setId } }),
    ).toMatchObject([{ state: "open" }]);
  });

  it("can be begun once annotators have submitted, and not after the adjudication is finished", async () => {
    const waiting = await marked([span("ACTOR", 0, 13)], [], false);
    expect((await waiting.edit([span("ACTOR", 0, 13)])).json).toMatchObject({ code: "wrong_state" });
    expect(await waiting.state(curator)).toMatchObject({ work: "mine", gold: "none" });
    const ready = await marked([]);
    expect(await ready.state(curator)).toMatchObject({ work: "gold", gold: "write", myState: "none" });
    const mark = span("ACTOR", 0, 13);
    expect((await ready.edit([mark])).status).toBe(200);
    await ask("finishAdjudication", curator, ready.document);
    expect(await ready.state(curator)).toMatchObject({ work: "gold", gold: "write", myState: "submitted" });
    const late = await ready.edit([{ op: "delete", id: mark.id, revision: 1 }]);
    expect(late.json).toMatchObject({ code: "submitted" });
    await ask("resumeAdjudication", curator, ready.document);
    expect((await ready.edit([{ op: "delete", id: mark.id, revision: 1 }])).status).toBe(200);
  });

  it("that came with a file is taken up again, changed and finished without annotators", async () => {
    const document = await addDocument(team, "Foreign", TEXT);
    const [first] = (await golden().then(({ read }) => read())).gold;
    const gold = { projectId: team.projectId, documentId: document, setId: first?.setId ?? "" };
    await db().assignment.create({ data: { ...gold, state: "submitted", submittedAt: new Date() } });
    const after = { ...gold, state: "submitted", submittedAt: new Date(), revision: 1 };
    await log({ ...gold, kind: "assignment.submitted", subjectId: document, before: null, after });
    const move = async (name: OperationName) => (await ask<object>(name, curator, document)).json;
    expect(
      (await ask<ReaderState>("readReader", curator, document, { query: { set: "gold" } })).json,
    ).toMatchObject({
      work: "gold",
      gold: "write",
      myState: "submitted",
      isAdjudicable: false,
    });
    expect(await move("resumeAdjudication")).toEqual({ state: "ongoing" });
    const body = { set: "gold", annotations: [span("ACTOR", 0, 13)] };
    expect((await ask("batchAnnotations", curator, document, { body })).status).toBe(200);
    expect(await move("finishAdjudication")).toEqual({ state: "finished" });
    // As soon as somebody works on it, it is finished when they are done.
    await move("resumeAdjudication");
    const anas = await scopeOf("annotation.create", team.ana, team.projectId);
    await batchAnnotations(anas, document, [span("ACTOR", 0, 13)]);
    expect(await move("finishAdjudication")).toMatchObject({ code: "wrong_state" });
  });
});

describe("gold that is decided on after it was changed by hand", () => {
  /** A curator's decision on the gold as the adjudication was read. */
  async function decided(here: Awaited<ReturnType<typeof golden>>, work: AdjudicationWork, outcome: object) {
    const [gold] = work.gold;
    const sources = [here.ana, here.ben].map(({ id }) => ({ annotationId: id, revision: 1 }));
    return ask<Outcomes & { code?: string; detail?: string; current?: object }>(
      "decide",
      team.owner,
      here.document,
      {
        body: {
          opId: uuidv7(),
          replaces: work.decisions.map(({ id, revision }) => ({ id, revision })),
          gold: work.gold.map(({ id, revision }) => ({ id, revision })),
          decisions: [{ id: uuidv7(), sources, outcome: { goldId: gold?.id, ...outcome } }],
        },
      },
    );
  }
  const { id: _, ...worded } = span("ACTOR", 0, 8);

  it("is not replaced by who has not seen the change, and shown as it is now", async () => {
    const here = await golden();
    const { id } = here.gold;
    // The first edit makes its decision one for an edited version; the second leaves no trace in the decision.
    await here.edit([{ op: "update", id, revision: 1, set: { spans: [{ start: 9, end: 13 }] } }]);
    const read = await here.read();
    await here.edit([{ op: "update", id, revision: 2, set: { tag: "PLACE" } }]);
    for (const outcome of [
      { kind: "edited", annotation: worded },
      { kind: "chosen", from: here.ana.id },
      { kind: "kept" },
      { kind: "neither" },
    ]) {
      const unnamed = await decided(here, { ...read, gold: [] }, { ...outcome, goldId: id });
      expect(unnamed.json).toMatchObject({ code: "invalid_input" });
      const late = await decided(here, read, outcome);
      expect(late.json).toMatchObject({
        code: "stale_revision",
        detail: "Cora changed this gold in between. Look at it and decide again.",
        current: { id, tag: "PLACE", revision: 3 },
      });
    }
    expect((await here.read()).gold).toMatchObject([{ tag: "PLACE", revision: 3 }]);
    const again = await decided(here, await here.read(), { kind: "edited", annotation: worded });
    expect(again.json.gold).toMatchObject([{ id, tag: "ACTOR", revision: 4 }]);
  });
});

describe("what was changed by hand and is taken back", () => {
  const undo = async (document: string, undoes: string, opId = uuidv7()) =>
    ask<Outcomes & { code?: string; detail?: string }>("undoDecisions", curator, document, {
      body: { opId, undoes },
    });
  async function edited(
    here: Awaited<ReturnType<typeof golden>>,
    revision: number,
    set: { tag?: string; note?: string },
  ): Promise<string> {
    const opId = uuidv7();
    const step: BatchStep = { op: "update", id: here.gold.id, revision, set };
    const body = { opId, set: "gold", annotations: [step] };
    expect((await ask("batchAnnotations", curator, here.document, { body })).status).toBe(200);
    return opId;
  }

  it("is decided again as it was, and edited again when that is taken back", async () => {
    const here = await golden();
    const opId = await edited(here, 1, { tag: "PLACE" });
    const undone = uuidv7();
    expect(await undo(here.document, opId, undone)).toMatchObject({
      status: 200,
      json: { gold: [{ tag: "ACTOR" }], decisions: [{ kind: "agreed" }] },
    });
    expect(await here.decisions()).toEqual([["agreed", 2]]);
    await undo(here.document, undone);
    expect(await here.decisions()).toEqual([["edited", 0]]);
    await here.edit([{ op: "update", id: here.gold.id, revision: 4, set: { tag: "ACTOR" } }]);
    expect(await here.decisions()).toEqual([["agreed", 2]]);
  });

  it("goes back by one edit where there were several, also where sent twice", async () => {
    const here = await golden();
    await edited(here, 1, { tag: "PLACE" });
    const second = await edited(here, 2, { tag: "EVENT" });
    const opId = uuidv7();
    const first = await undo(here.document, second, opId);
    expect(first).toMatchObject({ status: 200, json: { gold: [{ tag: "PLACE" }] } });
    expect(await undo(here.document, second, opId)).toMatchObject({ status: 200, json: first.json });
    expect(await here.decisions()).toEqual([["edited", 0]]);
  });

  it("is refused, and said who is behind it, where it was changed again since", async () => {
    const here = await golden();
    const opId = await edited(here, 1, { tag: "PLACE" });
    await edited(here, 2, { note: "See page 4" });
    expect((await undo(here.document, opId)).json).toMatchObject({
      code: "stale_revision",
      detail: "Cora has changed this gold since, so it can't be taken back as it was. Edit it instead.",
    });
    expect((await undo(here.document, uuidv7())).status).toBe(404);
  });
});

describe("what gold stands for", () => {
  it("is one entity of the gold's own, whichever annotator's was chosen, and told with the answer", async () => {
    const here = await marked([span("PLACE", 31, 35)]);
    const name = `Lysa ${uuidv7()}`;
    const madeBy = async (person: Person) =>
      (await ask<{ id: string }>("createEntity", person, here.document, { body: { kind: "place", name } }))
        .json.id;
    const [anas, bens] = [await madeBy(team.ana), await madeBy(team.ben)];
    const add = async (entityId: string, start: number) => {
      const annotation = { kind: "span", tag: "PLACE", spans: [{ start, end: start + 4 }], entityId };
      const outcome = { kind: "edited", goldId: uuidv7(), annotation };
      const { json } = await ask<Outcomes>("decide", curator, here.document, {
        body: { opId: uuidv7(), decisions: [{ id: uuidv7(), sources: [], outcome }] },
      });
      return json;
    };
    const [first, second] = [await add(anas, 31), await add(bens, 14)];
    const [[id, shown] = []] = Object.entries(first.entities);
    const { goldSetId, entities } = await here.read();
    expect([anas, bens]).not.toContain(id);
    expect(shown).toMatchObject({ name, kind: "place", setId: goldSetId });
    expect(Object.keys(second.entities)).toEqual([id]);
    expect(entities).toMatchObject({ [id ?? ""]: { name, setId: goldSetId } });
    expect(second.gold).toMatchObject([{ entityId: id }]);
  });
});

describe("who may not change the gold", () => {
  it("reads it where they may see it, and learns nothing of it where they may not", async () => {
    const here = await golden();
    expect(await here.state(team.ana)).toMatchObject({
      work: "gold",
      gold: "read",
      mySetId: here.gold.setId,
    });
    expect(await here.state(team.viewer)).toMatchObject({ work: "mine", gold: "none", mySetId: null });
    // Sent back to her, the document closes for Ben again.
    await ask("reopenDocument", curator, here.document, {
      body: { setId: (await here.read()).sets[0]?.id },
    });
    const closed = await here.state(team.ben);
    expect(closed).toMatchObject({ work: "mine", gold: "none" });
    expect(closed.sets.map(({ kind }) => kind)).toEqual(["annotator"]);
  });

  it("is refused the same whether there is any", async () => {
    const [here, none] = [await golden(), await marked([], [], false)];
    const mark = span("ACTOR", 0, 8);
    for (const { edit } of [here, none])
      expect(await edit([mark], team.ben)).toMatchObject({ status: 403, json: { code: "forbidden" } });
    const named = await ask("createAnnotation", team.ben, none.document, {
      body: mark,
      query: { set: here.gold.setId },
    });
    const unknown = await ask("createAnnotation", team.ben, none.document, {
      body: mark,
      query: { set: uuidv7() },
    });
    expect([named.status, unknown.status]).toEqual([404, 404]);
  });
});

describe("each kind of set", () => {
  /** Who may change what is in a set of each kind, and who may add to it. Cora is a curator, Ana an annotator. */
  const table: Readonly<Record<SetKind, { changes: readonly string[]; adds: readonly string[] }>> = {
    annotator: { changes: ["owner", "curator"], adds: [] },
    gold: { changes: ["owner", "curator"], adds: ["owner", "curator"] },
    imported: { changes: ["owner", "curator"], adds: [] },
    suggestions: { changes: ["owner", "curator"], adds: [] },
  };
  const people = () => ({ owner: team.owner, curator, annotator: team.ana, viewer: team.viewer });

  /** A mark in a set of this kind that is nobody's of the four, on a document that has opened. */
  async function foreign(kind: SetKind) {
    const ben = span("ACTOR", 0, 8);
    const here = await marked([span("ACTOR", 0, 8)], [ben]);
    if (kind === "annotator") return { document: here.document, id: ben.id, setId: await setOf(ben.id) };
    if (kind === "gold") {
      await here.settle();
      const [gold] = (await here.read()).gold;
      return { document: here.document, id: gold?.id ?? "", setId: gold?.setId ?? "" };
    }
    const setId = uuidv7();
    await db().annotationSet.create({ data: { projectId: team.projectId, id: setId, kind, name: kind } });
    const { id } = span("ACTOR", 0, 8);
    const spans = [{ start: 0, end: 8, quote: "Minister" }];
    const row = {
      projectId: team.projectId,
      id,
      documentId: here.document,
      setId,
      kind: "span",
      tag: "ACTOR",
    };
    await db().annotation.create({ data: { ...row, spans, start: 0, end: 8 } });
    const after = { ...row, spans, note: "", attributes: {}, entityId: null, revision: 1, deletedAt: null };
    const { documentId } = row;
    await log({ documentId, setId, kind: "annotation.imported", subjectId: id, before: null, after });
    return { document: here.document, id, setId };
  }
  const setOf = async (id: string) =>
    (await db().annotation.findFirstOrThrow({ where: { id }, select: { setId: true } })).setId;

  it.each(setKinds)("is changed and added to by whom the table lets: %s", async (kind) => {
    for (const [role, person] of Object.entries(people())) {
      const { document, id, setId } = await foreign(kind);
      const changed = await ask("updateAnnotation", person, document, {
        params: { annotation: id },
        body: { revision: 1, tag: "PLACE" },
      });
      expect([role, changed.status === 200]).toEqual([role, table[kind].changes.includes(role)]);
      const added = await ask("createAnnotation", person, document, {
        body: span("EVENT", 14, 17),
        query: { set: setId },
      });
      expect([role, added.status === 201]).toEqual([role, table[kind].adds.includes(role)]);
    }
  });
});
