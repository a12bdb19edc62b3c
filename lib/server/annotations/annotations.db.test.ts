import fc from "fast-check";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { byKey, call, rowCounts } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, openTeam, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { createEntity, deleteEntity } from "../entities/write";

const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
let close: () => Promise<void>;
let team: Team;
let ana: Readonly<Record<string, string>>;
let ben: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam({ blind: false });
  [ana, ben] = [await byKey(team.ana), await byKey(team.ben)];
});
afterAll(() => close());

const span = (start: number, end: number, more: object = {}) => ({
  kind: "span",
  tag: "ACTOR",
  spans: [{ start, end }],
  ...more,
});

/** A document of its own for each test, and the calls that a client makes on it. */
async function newDocument(text = TEXT) {
  const document = await addDocument(team, "Summit", text);
  const place = { project: team.projectId, document };
  const at = async (
    name: OperationName,
    body: unknown,
    {
      annotation = "",
      query = {},
      headers = ana,
    }: { annotation?: string; query?: Record<string, string>; headers?: typeof ana } = {},
  ) => {
    const response = await call(name, { params: { ...place, annotation }, query, body, headers });
    return { status: response.status, json: await response.json() };
  };
  return {
    document,
    at,
    create: (body: unknown, headers = ana) => at("createAnnotation", body, { headers }),
    batch: (annotations: unknown, opId?: string) =>
      at("batchAnnotations", { annotations, ...(opId ? { opId } : {}) }),
    update: (annotation: string, body: unknown, headers = ana) =>
      at("updateAnnotation", body, { annotation, headers }),
    remove: (annotation: string, revision: number, headers = ana) =>
      at("deleteAnnotation", undefined, { annotation, query: { revision: `${revision}` }, headers }),
    restore: (annotation: string, revision: number) => at("restoreAnnotation", { revision }, { annotation }),
    read: (annotation: string, headers = ana) => at("readAnnotation", undefined, { annotation, headers }),
    list: (query: Record<string, string> = {}, headers = ana) =>
      at("listAnnotations", undefined, { query, headers }),
  };
}

const logOf = (documentId: string) =>
  db().change.findMany({
    where: { projectId: team.projectId, documentId, kind: { startsWith: "annotation." } },
    orderBy: { seq: "asc" },
  });

describe("creating an annotation", () => {
  it("answers 201 the first time and 200 with the same row however often it is sent again", async () => {
    const { create, document } = await newDocument();
    const body = span(0, 13, { id: uuidv7(), note: "by name" });
    const first = await create(body);
    expect(first.status).toBe(201);
    const again = await Promise.all(Array.from({ length: 10 }, () => create(body)));
    for (const { status, json } of again) {
      expect(status).toBe(200);
      expect(json).toEqual(first.json);
    }
    expect(await logOf(document)).toHaveLength(1);
  });

  it("of ten sent at once with one id makes one", async () => {
    const { create, list, document } = await newDocument();
    const body = span(0, 8, { id: uuidv7() });
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => create(body)))).map(
      (one) => one.status,
    );
    expect(statuses.toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 201]);
    expect((await list()).json.items).toHaveLength(1);
    expect(await logOf(document)).toHaveLength(1);
  });

  it("stores the quote that the text has there, and refuses another one", async () => {
    const { create } = await newDocument();
    const good = await create(span(9, 13, { spans: [{ start: 9, end: 13, quote: "Oran" }] }));
    expect(good.json.spans).toEqual([{ start: 9, end: 13, quote: "Oran" }]);
    const bad = await create(span(9, 13, { spans: [{ start: 8, end: 12, quote: "Oran" }] }));
    expect(bad).toMatchObject({ status: 400, json: { issues: [{ field: "spans.0.quote" }] } });
  });

  it("refuses spans that are empty, backwards or outside the text", async () => {
    const { create } = await newDocument();
    const length = [...TEXT].length;
    for (const [start, end] of [
      [3, 3],
      [5, 2],
      [-1, 2],
      [0, length + 1],
      [length, length + 1],
      [0.5, 2],
      [0, 2 ** 53],
    ])
      expect((await create(span(start ?? 0, end ?? 0))).status).toBe(400);
    expect((await create(span(0, length))).status).toBe(201);
    expect((await create({ kind: "span", tag: "ACTOR", spans: [] })).status).toBe(400);
  });

  it("keeps the fragments of a broken quote in order, and joins those that touch", async () => {
    const { create } = await newDocument();
    const spans = [
      { start: 50, end: 53 },
      { start: 37, end: 40 },
      { start: 40, end: 44 },
      { start: 38, end: 42 },
    ];
    const { json } = await create({ kind: "span", tag: "QUOTE", spans });
    expect(json.spans.map(({ start, end }: { start: number; end: number }) => [start, end])).toEqual([
      [37, 44],
      [50, 53],
    ]);
  });

  it("takes only tags, attributes and values of the scheme", async () => {
    const { create } = await newDocument();
    for (const more of [
      { tag: "NOBODY" },
      { attributes: { colour: "red" } },
      { attributes: { certainty: "MAYBE" } },
      { attributes: { group: "yes" } },
      { attributes: { certainty: true } },
    ])
      expect((await create(span(0, 8, more))).status).toBe(400);
    const fine = await create(span(0, 8, { attributes: { certainty: "UNSURE", group: true } }));
    expect(fine.json.attributes).toEqual({ certainty: "UNSURE", group: true });
  });

  it("never takes an id that names somebody else's annotation, and leaves theirs as it was", async () => {
    const { create, read } = await newDocument();
    const id = uuidv7();
    const theirs = await create(span(0, 8, { id }), ben);
    const mine = await create(span(9, 13, { id, tag: "EVENT" }));
    expect(mine).toMatchObject({ status: 409, json: { code: "conflict" } });
    expect((await read(id)).json).toEqual(theirs.json);
  });

  it("never takes an id that is used on another document", async () => {
    const [here, there] = [await newDocument(), await newDocument()];
    const id = uuidv7();
    await there.create(span(0, 8, { id }));
    expect((await here.create(span(0, 8, { id }))).status).toBe(409);
  });

  it("lets a mention stand for an entity of its tag's kind only", async () => {
    const { create } = await newDocument();
    const scope = await scopeOf("entity.edit", team.ana, team.projectId);
    const { entity: actor } = await createEntity(scope, { kind: "actor", name: "Oran" });
    const { entity: place } = await createEntity(scope, { kind: "place", name: "Lysa" });
    expect((await create(span(0, 13, { entityId: actor.id }))).json.entityId).toBe(actor.id);
    expect((await create(span(0, 13, { entityId: place.id }))).status).toBe(400);
    expect((await create(span(14, 17, { tag: "CUE", entityId: actor.id }))).status).toBe(400);
    expect((await create(span(0, 13, { entityId: uuidv7() }))).status).toBe(404);
  });
});

describe("a batch", () => {
  it("is done as a whole or not at all, and says which item was wrong", async () => {
    const { batch, list, document } = await newDocument();
    const before = await rowCounts();
    const refused = await batch([span(0, 8), span(9, 13), span(0, 999)]);
    expect(refused).toMatchObject({
      status: 400,
      json: { detail: expect.stringMatching(/^Item 3: /), issues: [{ field: "annotations.2.spans.0.end" }] },
    });
    expect((await list()).json.items).toEqual([]);
    expect(await logOf(document)).toEqual([]);
    expect(await rowCounts()).toEqual(before);
  });

  it("holds a thousand and not one more", async () => {
    const { batch, list } = await newDocument();
    const many = (count: number) => Array.from({ length: count }, (_, at) => span(at % 50, (at % 50) + 3));
    expect((await batch(many(1001))).status).toBe(400);
    expect((await batch([])).status).toBe(400);
    expect((await batch(many(1000))).status).toBe(200);
    expect((await list({ limit: "1000" })).json).toMatchObject({ items: { length: 1000 }, nextCursor: null });
  });

  it("makes marks and the relation between them in one go, and takes every kind of step", async () => {
    const { batch, at } = await newDocument();
    const [quote, actor, link, gone] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const made = await batch([
      { ...span(37, 50), id: quote, tag: "QUOTE" },
      { ...span(50, 53), id: actor },
      { kind: "relation", id: link, tag: "SOURCE", fromId: quote, toId: actor },
      { op: "create", ...span(0, 8), id: gone },
      { op: "update", id: actor, revision: 1, set: { note: "pronoun" } },
      { op: "delete", id: gone, revision: 1 },
      { op: "restore", id: gone, revision: 2 },
    ]);
    expect(made.status).toBe(200);
    expect(made.json.items.map(({ revision }: { revision: number }) => revision)).toEqual([
      1, 2, 1, 3, 2, 3, 3,
    ]);
    const items = await at("batchAnnotations", { items: [span(0, 8)] });
    expect(items.json.items).toHaveLength(1);
  });

  it("with an operation id sent ten times at once is done once", async () => {
    const { batch, list, document } = await newDocument();
    const opId = uuidv7();
    const steps = [span(0, 8, { id: uuidv7() }), span(9, 13, { id: uuidv7() })];
    const answers = await Promise.all(Array.from({ length: 10 }, () => batch(steps, opId)));
    for (const { status, json } of answers) expect([status, json]).toEqual([200, answers[0]?.json]);
    expect((await list()).json.items).toHaveLength(2);
    expect(await logOf(document)).toHaveLength(2);
  });

  it("with an operation id needs an id for everything it makes: sent again it must mean the same", async () => {
    const { batch, list } = await newDocument();
    const opId = uuidv7();
    for (const steps of [[span(0, 8)], [span(0, 8, { id: uuidv7() }), { op: "create", ...span(9, 13) }]])
      expect(await batch(steps, opId)).toMatchObject({ status: 400, json: { issues: [{ field: "opId" }] } });
    expect((await list()).json.items).toEqual([]);
    expect((await batch([span(0, 8)])).status).toBe(200);
    expect((await batch([span(9, 13, { id: uuidv7() })], opId)).status).toBe(200);
  });

  it("sent again after the rows have moved on changes nothing", async () => {
    const { batch, update, read } = await newDocument();
    const [id, opId] = [uuidv7(), uuidv7()];
    const { json } = await batch([span(0, 8, { id })]);
    expect(json.items[0].revision).toBe(1);
    const edit = [{ op: "update", id, revision: 1, set: { note: "first" } }];
    expect((await batch(edit, opId)).status).toBe(200);
    await update(id, { note: "second", revision: 2 });
    expect((await batch(edit, opId)).status).toBe(200);
    expect((await read(id)).json).toMatchObject({ note: "second", revision: 3 });
  });
});

describe("changing an annotation", () => {
  it("needs the revision that is current, and a stale one is answered with the server's copy", async () => {
    const { create, update, document } = await newDocument();
    const { json } = await create(span(0, 8));
    const after = await update(json.id, { note: "one", revision: 1 });
    expect(after.json).toMatchObject({ note: "one", revision: 2 });
    const stale = await update(json.id, { note: "two", revision: 1 });
    expect(stale).toMatchObject({ status: 409, json: { code: "stale_revision", current: after.json } });
    expect((await update(json.id, { note: "two" })).status).toBe(400);
    expect((await update(json.id, { note: "two", revision: 3 })).status).toBe(409);
    expect(await logOf(document)).toHaveLength(2);
  });

  it("by twenty at once lets one through at a time, and loses none that retries", async () => {
    const { create, update, read, document } = await newDocument();
    const { json } = await create(span(0, 8));
    const add = async (n: number): Promise<void> => {
      const { json: now } = await read(json.id);
      const { status } = await update(json.id, { note: `${now.note}${n},`, revision: now.revision });
      if (status === 409) return add(n);
      expect(status).toBe(200);
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => add(n)));
    const { json: last } = await read(json.id);
    expect(last.revision).toBe(21);
    expect(
      last.note
        .split(",")
        .filter(Boolean)
        .map(Number)
        .toSorted((a: number, b: number) => a - b),
    ).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(await logOf(document)).toHaveLength(21);
  });

  it("to what it is already changes nothing and logs nothing", async () => {
    const { create, update, document } = await newDocument();
    const { json } = await create(
      span(0, 8, { note: "same", attributes: { certainty: "SURE", group: true } }),
    );
    const again = await update(json.id, {
      note: "same",
      attributes: { group: true, certainty: "SURE" },
      spans: [{ start: 0, end: 8 }],
      revision: 1,
    });
    expect(again.json).toEqual(json);
    expect(await logOf(document)).toHaveLength(1);
  });

  it("is its author's, and no other annotator's", async () => {
    const { create, update, remove, read } = await newDocument();
    const { json } = await create(span(0, 8));
    expect((await update(json.id, { note: "mine now", revision: 1 }, ben)).status).toBe(403);
    expect((await remove(json.id, 1, ben)).status).toBe(403);
    expect((await read(json.id)).json).toEqual(json);
  });

  it("with one operation id sent ten times at once is done once", async () => {
    const { create, update, document } = await newDocument();
    const { json } = await create(span(0, 8));
    const opId = uuidv7();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => update(json.id, { note: "once", revision: 1, opId })),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 200, json: { note: "once", revision: 2 } });
    expect(await logOf(document)).toHaveLength(2);
  });

  it("by an operation id that did something else is refused", async () => {
    const { create, update } = await newDocument();
    const [first, second] = [await create(span(0, 8)), await create(span(9, 13))];
    const opId = uuidv7();
    await update(first.json.id, { note: "one", revision: 1, opId });
    expect((await update(second.json.id, { note: "two", revision: 1, opId })).status).toBe(409);
  });

  it("by an operation id that did another kind of thing to it is refused, and not taken as done", async () => {
    const { create, update, batch, read, remove, at, document } = await newDocument();
    const { json } = await create(span(0, 8));
    const opId = uuidv7();
    await update(json.id, { note: "one", revision: 1, opId });
    const query = { revision: "2", opId };
    const removing = await at("deleteAnnotation", undefined, { annotation: json.id, query });
    expect(removing).toMatchObject({ status: 409, json: { code: "conflict" } });
    expect((await batch([{ op: "delete", id: json.id, revision: 2 }], opId)).status).toBe(409);
    expect((await read(json.id)).json).toMatchObject({ note: "one", revision: 2, deletedAt: null });
    await remove(json.id, 2);
    expect((await at("restoreAnnotation", { revision: 3, opId }, { annotation: json.id })).status).toBe(409);
    expect((await read(json.id)).json.deletedAt).not.toBeNull();
    expect(await logOf(document)).toHaveLength(3);
  });

  it("that stands for an entity which has been removed brings it back when it is restored", async () => {
    const { create, update, remove, restore } = await newDocument();
    const scope = await scopeOf("entity.edit", team.ana, team.projectId);
    const { entity } = await createEntity(scope, { kind: "actor", name: "Oran" });
    const { json } = await create(span(0, 13, { entityId: entity.id }));
    await remove(json.id, 1);
    await deleteEntity(scope, entity.id, 1);
    await restore(json.id, 2);
    const noted = await update(json.id, { note: "by name", revision: 3 });
    expect(noted.json).toMatchObject({ note: "by name", entityId: entity.id });
    const moved = await update(json.id, { spans: [{ start: 0, end: 8 }], entityId: entity.id, revision: 4 });
    expect(moved.json).toMatchObject({ revision: 5, entityId: entity.id });
    expect((await update(json.id, { entityId: null, revision: 5 })).json.entityId).toBeNull();
    expect((await update(json.id, { entityId: entity.id, revision: 6 })).status).toBe(200);
  });

  it("to another tag keeps the attributes and the entity that both have", async () => {
    const { create, update } = await newDocument();
    const attributes = { certainty: "UNSURE", entity_type: "PER", group: true };
    const { json } = await create(span(0, 8, { attributes }));
    const after = await update(json.id, { tag: "EVENT", revision: 1 });
    expect(after.json).toMatchObject({ tag: "EVENT", attributes: { certainty: "UNSURE" }, entityId: null });
  });
});

describe("relations", () => {
  async function linked() {
    const place = await newDocument();
    const quote = (await place.create({ ...span(37, 50), tag: "QUOTE" })).json.id;
    const actor = (await place.create(span(50, 53))).json.id;
    const link = (await place.create({ kind: "relation", tag: "SOURCE", fromId: quote, toId: actor })).json
      .id;
    return { ...place, quote, actor, link };
  }

  it("join two different marks of one's own on this document, as their type says", async () => {
    const { create, quote, actor } = await linked();
    const elsewhere = await newDocument();
    const other = (await elsewhere.create(span(0, 8))).json.id;
    const theirs = (await create(span(0, 8), ben)).json.id;
    const join = (tag: string, fromId: string, toId: string) =>
      create({ kind: "relation", tag, fromId, toId });
    expect((await join("SOURCE", actor, quote)).status).toBe(400);
    expect((await join("AGENT", quote, actor)).status).toBe(400);
    expect((await join("NOTHING", quote, actor)).status).toBe(400);
    expect((await join("COREF", quote, quote)).status).toBe(400);
    for (const id of [other, theirs, uuidv7()]) expect((await join("SOURCE", quote, id)).status).toBe(404);
  });

  it("go with the mark that they hang on, and come back after it", async () => {
    const { remove, restore, read, list, quote, actor, link, document } = await linked();
    expect((await remove(actor, 1)).json.deletedAt).not.toBeNull();
    expect((await list()).json.items.map(({ id }: { id: string }) => id)).toEqual([quote]);
    expect((await read(link)).json).toMatchObject({ revision: 2, deletedAt: expect.any(String) });
    expect((await restore(link, 2)).json).toMatchObject({ status: 409, code: "wrong_state" });
    expect((await restore(actor, 2)).json.deletedAt).toBeNull();
    expect((await restore(link, 2)).json).toMatchObject({
      revision: 3,
      deletedAt: null,
      fromId: quote,
      toId: actor,
    });
    const kinds = (await logOf(document)).slice(3).map(({ kind }) => kind.split(".")[1]);
    expect(kinds).toEqual(["deleted", "deleted", "restored", "restored"]);
  });

  it("keep a mark from becoming what they can't join", async () => {
    const { update, remove, link, quote } = await linked();
    expect((await update(quote, { tag: "EVENT", revision: 1 })).json).toMatchObject({ code: "wrong_state" });
    await remove(link, 1);
    expect((await update(quote, { tag: "EVENT", revision: 1 })).status).toBe(200);
  });

  it("don't come back between marks that they can't join any more", async () => {
    const { update, remove, restore, link, quote } = await linked();
    await remove(link, 1);
    await update(quote, { tag: "EVENT", revision: 1 });
    expect((await restore(link, 2)).json).toMatchObject({ status: 409, code: "wrong_state" });
  });

  it("of a type that takes one only is made once for a mark", async () => {
    const { create } = await newDocument();
    const ids = [(await create({ ...span(0, 20), tag: "QUOTE" })).json.id];
    for (const [start, end] of [
      [2, 9],
      [3, 8],
    ])
      ids.push((await create({ ...span(start ?? 0, end ?? 0), tag: "QUOTE" })).json.id);
    const [inner, outer, other] = ids;
    const within = (toId: string | undefined) =>
      create({ kind: "relation", tag: "PARENT", fromId: inner, toId });
    expect((await within(outer)).status).toBe(201);
    expect((await within(other)).json).toMatchObject({ status: 400, code: "invalid_input" });
  });
});

describe("removing and restoring", () => {
  it("done twice is done once, and what is removed can't be changed", async () => {
    const { create, remove, restore, update, document } = await newDocument();
    const { json } = await create(span(0, 8));
    const removed = await remove(json.id, 1);
    expect((await remove(json.id, 1)).json).toEqual(removed.json);
    expect((await update(json.id, { note: "x", revision: 2 })).json).toMatchObject({ code: "wrong_state" });
    const restored = await restore(json.id, 2);
    expect(restored.json).toMatchObject({ revision: 3, deletedAt: null });
    expect((await restore(json.id, 2)).json).toEqual(restored.json);
    expect(await logOf(document)).toHaveLength(3);
  });

  it("needs the revision that was read", async () => {
    const { create, remove, update, at } = await newDocument();
    const { json } = await create(span(0, 8));
    await update(json.id, { note: "newer", revision: 1 });
    expect((await remove(json.id, 1)).json).toMatchObject({
      code: "stale_revision",
      current: { revision: 2 },
    });
    expect((await at("deleteAnnotation", undefined, { annotation: json.id })).status).toBe(400);
    expect((await at("deleteAnnotation", { revision: 2 }, { annotation: json.id })).status).toBe(200);
  });
});

describe("work that has been submitted", () => {
  it("is locked for every kind of write until it is reopened", async () => {
    const { create, update, remove, restore, batch, at } = await newDocument();
    const [kept, gone] = [await create(span(0, 8)), await create(span(9, 13))];
    await remove(gone.json.id, 1);
    expect((await at("submitDocument", undefined)).json.state).toBe("submitted");
    for (const refused of [
      await create(span(0, 3)),
      await update(kept.json.id, { note: "late", revision: 1 }),
      await remove(kept.json.id, 1),
      await restore(gone.json.id, 2),
      await batch([span(0, 3)]),
    ])
      expect(refused).toMatchObject({ status: 409, json: { code: "submitted" } });
    expect((await create(span(0, 3), ben)).status).toBe(201);
    expect((await at("reopenDocument", {})).json.state).toBe("reopened");
    expect((await update(kept.json.id, { note: "in time", revision: 1 })).status).toBe(200);
  });

  it("answers what had been stored already when it is sent again", async () => {
    const { create, at } = await newDocument();
    const body = span(0, 8, { id: uuidv7() });
    await create(body);
    await at("submitDocument", undefined);
    expect((await create(body)).status).toBe(200);
  });
});

describe("a document that was removed", () => {
  it("takes no annotations until it is brought back", async () => {
    const { create, document, at } = await newDocument();
    const owner = await byKey(team.owner);
    await at("deleteDocument", undefined, { headers: owner });
    expect((await create(span(0, 8))).json).toMatchObject({ code: "wrong_state" });
    await at("restoreDocument", undefined, { headers: owner });
    expect((await create(span(0, 8))).status).toBe(201);
    expect(document).toBeDefined();
  });
});

type Page = { readonly items: readonly { readonly id: string }[]; readonly nextCursor: string | null };

describe("the list", () => {
  it("comes in the order of the text, each once, while others write", async () => {
    const { batch, create, list } = await newDocument();
    const spans = Array.from({ length: 60 }, (_, at) => span((at * 7) % 50, ((at * 7) % 50) + 4));
    const { json } = await batch([...spans, { kind: "document", tag: "NONE" }].slice(0, 60));
    const expected = new Set(json.items.map(({ id }: { id: string }) => id));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = (await list({ limit: "7", ...(cursor ? { cursor } : {}) })).json;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await create(span(0, 5));
      await create(span(49, 55));
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect([...expected].filter((id) => !seen.includes(id as string))).toEqual([]);
  });

  it("can be narrowed to a set, a tag and a kind", async () => {
    const { create, list } = await newDocument();
    const mine = (await create(span(0, 8))).json;
    const event = (await create({ ...span(14, 17), tag: "EVENT" })).json;
    const theirs = (await create(span(0, 8), ben)).json;
    const idsFor = async (query: Record<string, string>) =>
      (await list(query)).json.items.map(({ id }: { id: string }) => id);
    expect(await idsFor({ set: theirs.setId })).toEqual([theirs.id]);
    expect(await idsFor({ tag: "EVENT" })).toEqual([event.id]);
    expect((await idsFor({ kind: "span" })).toSorted()).toEqual([mine.id, event.id, theirs.id].toSorted());
    expect(await idsFor({ kind: "relation" })).toEqual([]);
  });
});

describe("offsets", () => {
  const piece = fc.constantFrom(
    "Oran ",
    "é",
    "e\u0301",
    "👩‍👩‍👧",
    "🇺🇦",
    "𝔘",
    "שלום ",
    "مرحبا ",
    "\r\n",
    "\r",
    "\n",
    "\u2028",
    "ﬁ",
    "नमस्ते ",
    "\ufeff",
    "a",
  );

  it("count code points of the text as it is stored, whatever its script", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 2, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        async (pieces, a, b) => {
          const { create, at, list } = await newDocument(`Report ${pieces.join("")}.`);
          const { text, length } = (await at("readDocument", undefined)).json;
          const points = [...text];
          expect(length).toBe(points.length);
          expect(text).not.toContain("\r");
          const [start, end] = [a % length, b % (length + 1)].toSorted((x, y) => x - y) as [number, number];
          if (start === end) return;
          const quote = points.slice(start, end).join("");
          const { json, status } = await create(span(0, 1, { spans: [{ start, end, quote }] }));
          expect(status).toBe(201);
          expect(json.spans).toEqual([{ start, end, quote }]);
          expect((await list()).json.items).toEqual([json]);
          // What Postgres counts is the same.
          const [row] = await db().$queryRaw<{ part: string }[]>`
          SELECT substr(d."text", ${start + 1}::int, ${end - start}::int) AS part FROM "Document" d WHERE d."id" = ${json.documentId}::uuid`;
          expect(row?.part).toBe(quote);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the log", () => {
  it("replayed from the beginning gives the rows, whatever was done", async () => {
    const { document, at } = await newDocument();
    const ids: string[] = [];
    const step = fc.record({
      what: fc.constantFrom("create", "update", "delete", "restore", "link", "relabel"),
      of: fc.nat(),
      to: fc.nat(),
      tag: fc.constantFrom("ACTOR", "EVENT", "QUOTE"),
      start: fc.nat(40),
    });
    const pick = (n: number) => ids[n % Math.max(1, ids.length)] ?? uuidv7();
    const run = async ({
      what,
      of,
      to,
      tag,
      start,
    }: {
      what: string;
      of: number;
      to: number;
      tag: string;
      start: number;
    }) => {
      const id = pick(of);
      const { json } = await at("readAnnotation", undefined, { annotation: id });
      const revision = json.revision ?? 1;
      if (what === "create" || what === "link") {
        const made = uuidv7();
        const body =
          what === "create"
            ? { ...span(start, start + 4), tag }
            : { kind: "relation", tag: "COREF", fromId: id, toId: pick(to) };
        const { status } = await at("createAnnotation", { ...body, id: made });
        if (status === 201) ids.push(made);
      } else if (what === "delete") await at("deleteAnnotation", { revision }, { annotation: id });
      else if (what === "restore") await at("restoreAnnotation", { revision }, { annotation: id });
      else if (what === "relabel") await at("updateAnnotation", { revision, tag }, { annotation: id });
      else
        await at(
          "updateAnnotation",
          { revision, note: `${to}`, spans: [{ start, end: start + 2 }] },
          { annotation: id },
        );
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const one of steps) await run(one);
        const replay = new Map<string, unknown>();
        for (const { subjectId, before, after } of await logOf(document)) {
          expect(before).toEqual(replay.get(subjectId) ?? null);
          replay.set(subjectId, after);
        }
        expect(replay.size).toBe(ids.length);
        for (const [id, after] of replay)
          expect((await at("readAnnotation", undefined, { annotation: id })).json).toEqual(after);
      }),
      { numRuns: 25 },
    );
    expect((await logOf(document)).length).toBeGreaterThan(50);
  });

  it("says who did it and with which key", async () => {
    const { create, document } = await newDocument();
    await create(span(0, 8));
    const [entry] = await logOf(document);
    expect(entry).toMatchObject({ principal: team.ana.userId, apiKeyId: expect.any(String), before: null });
  });
});
