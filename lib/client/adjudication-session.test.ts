import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AdjudicationWork, DecisionResource } from "@/lib/contracts/adjudication";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import type { ChangeResource } from "@/lib/contracts/entities";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { adjudicationCommands } from "./adjudication-commands";
import { AdjudicationSession } from "./adjudication-session";
import { linkEnds } from "./link-ends";
import { commandFor, type ReaderPage } from "./reader-commands";
import { Signal } from "./signal";

const time = "2026-01-01T00:00:00.000Z";
const mark = (setId: string, id: string, tag: string, start: number, end: number): AnnotationResource => ({
  ...{ kind: "span", id, documentId: "d", setId, tag, attributes: {}, note: "", revision: 3 },
  ...{ entityId: null, spans: [{ start, end, quote: "x".repeat(end - start) }] },
  ...{ createdBy: null, createdAt: time, updatedAt: time, deletedAt: null },
});
const annotations = [
  mark("a", "a1", "ACTOR", 0, 4),
  mark("b", "b1", "ACTOR", 0, 6),
  mark("a", "a2", "EVENT", 8, 9),
];
const item = (versions: string[], missing: string[], difference: "boundary" | "missing") => ({
  ...{ id: versions[0] ?? "", kind: "span" as const, versions, missing, differences: [difference] },
  ...{ attributes: [], decisions: [], isChanged: false },
});
const set = (id: string) => ({ id, name: `Name of ${id}`, state: "submitted" as const, submittedAt: time });
const work: AdjudicationWork = {
  ...{ state: "ready", differing: 2, decided: 0, changed: 0, goldSetId: null },
  ...{ decisions: [], gold: [], entities: {}, rules: [], deciders: {}, orphaned: [], vanished: [], seq: "7" },
  sets: [set("a"), set("b")],
  items: [item(["a1", "b1"], [], "boundary"), item(["a2"], ["b"], "missing")],
  annotations,
};

let sent: {
  path: string;
  body: {
    decisions: unknown[];
    replaces?: unknown[];
    gold?: unknown[];
    entities?: unknown[];
    undoes?: string;
    opId: string;
  };
}[] = [];
let answers: (() => Response | Promise<Response>)[] = [];
// Commands ask nothing else of the page.
const page = {
  view: { hasLetterKeys: { value: true }, session: { selection: { value: null } } },
} as unknown as ReaderPage;

beforeEach(() => {
  [sent, answers] = [[], []];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    sent.push({ path, body: JSON.parse(String(init.body ?? "{}")) });
    return (answers.shift() ?? (() => Response.json({ decisions: [], gold: [], entities: {} })))();
  });
});
afterEach(() => void vi.unstubAllGlobals());

const place = { userId: "olga", userName: "Olga", projectId: "p" };

let visits = 0;
function open(given: AdjudicationWork = work, documentId = `d${visits++}`) {
  const session = new AdjudicationSession({ ...place, documentId }, defaultScheme, given, true);
  const selection = new Signal<{ start: number; end: number } | null>(null);
  const store = { scheme: defaultScheme, map: { toCodePoint: (at: number) => at } };
  // Commands ask for tags and for the words that are selected, and nothing else.
  const view = {
    session: { store, selection },
    clearSelection: () => selection.set(null),
  } as unknown as ReaderPage["view"];
  const commands = adjudicationCommands(session, view);
  return {
    session,
    commands,
    selection,
    press: (keys: string) => commandFor(commands, keys, page)?.run(page),
  };
}
/** However slow the machine. */
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000 });
const settled = () => soon(() => expect(sent.length).toBeGreaterThan(0));

describe("a curator's session", () => {
  it("begins with what changes most of what the gold says", () => {
    expect(open().session.currentId.value).toBe("a2");
  });

  it("takes a version by its number, citing all as they were read, and goes on at once", async () => {
    const { session, press } = open();
    session.go("a1");
    press("2");
    expect(session.currentId.value).toBe("a2");
    expect(session.progress.decided).toBe(1);
    await settled();
    expect(sent[0]?.body.decisions).toMatchObject([
      {
        outcome: { kind: "chosen", from: "b1" },
        sources: [
          { annotationId: "a1", revision: 3 },
          { annotationId: "b1", revision: 3 },
        ],
      },
    ]);
  });

  it("has no key for a version that is not there", () => {
    const { session, press } = open();
    press("2");
    expect([sent, session.currentId.value]).toEqual([[], "a2"]);
  });

  it("takes both by b and none by x", async () => {
    const { session, press } = open();
    press("x");
    session.go("a1");
    press("b");
    await soon(() => expect(sent).toHaveLength(2));
    expect(sent[0]?.body.decisions).toMatchObject([{ outcome: { kind: "neither" } }]);
    expect(sent[1]?.body.decisions).toHaveLength(2);
  });

  it("comes back to what was refused and says why", async () => {
    const { session, press } = open();
    const problem = { code: "wrong_state", detail: "Decide first on its ends" };
    answers.push(() =>
      Response.json(problem, { status: 409, headers: { "content-type": "application/problem+json" } }),
    );
    press("1");
    expect(session.currentId.value).toBe("a1");
    await soon(() => expect(session.refusal.value?.words).toBe("Decide first on its ends"));
    expect([session.currentId.value, session.progress.decided]).toEqual(["a2", 0]);
  });

  it("undoes by the id of what was done, and redoes by the id of the undo", async () => {
    const { session, press } = open();
    press("1");
    await soon(() => expect(sent).toHaveLength(1));
    session.undo();
    await soon(() => expect(session.history.redoTitle.value).toBe("taken"));
    session.redo();
    await soon(() => expect(sent).toHaveLength(3));
    expect(sent[1]?.body.undoes).toBe(sent[0]?.body.opId);
    expect(sent[2]?.body.undoes).toBe(sent[1]?.body.opId);
  });

  it("undoes and redoes what an earlier visit did, also where its answer never came", async () => {
    const earlier = open(work, "visited");
    await earlier.session.history.read();
    answers.push(() => new Promise<Response>(() => {}));
    earlier.press("1");
    await settled();
    const later = open(work, "visited");
    await soon(async () => {
      await later.session.history.read();
      expect(later.session.history.undoTitle.value).toBe("taken");
    });
    // The first answer to the undo is lost: it is sent again under the same id.
    answers.push(() => {
      throw new TypeError("Failed to fetch");
    });
    later.session.undo();
    await soon(() => expect(later.session.refusal.value).not.toBeNull());
    later.session.undo();
    await soon(() => expect(later.session.history.redoTitle.value).toBe("taken"));
    expect(sent[1]?.body.undoes).toBe(sent[0]?.body.opId);
    expect(sent[2]?.body).toEqual(sent[1]?.body);
    const last = open(work, "visited");
    await soon(() => last.session.history.read());
    expect([last.session.history.undoTitle.value, last.session.history.redoTitle.value]).toEqual([
      null,
      "taken",
    ]);
  });

  it("undoes nothing else when what it was to undo is refused", async () => {
    const { session, press } = open();
    press("1");
    await settled();
    answers.push(() =>
      Response.json(
        { code: "wrong_state", detail: "Decide first on its ends" },
        { status: 409, headers: { "content-type": "application/problem+json" } },
      ),
    );
    press("1");
    session.undo();
    await soon(() => expect(session.refusal.value).not.toBeNull());
    // Asked for last, it comes after all else.
    await session.setFinished(true);
    expect(sent.map(({ path }) => path.split(":").at(-1))).not.toContain("undo");
    expect(session.history.undoTitle.value).toBe("taken");
  });

  it("shows what the filter lets through and stays on something that it does", () => {
    const { session } = open();
    session.narrow({ difference: "boundary" });
    expect(session.visible().map(({ id }) => id)).toEqual(["a1"]);
    expect(session.currentId.value).toBe("a1");
    session.narrow({ difference: "", tag: "EVENT" });
    expect(session.visible().map(({ id }) => id)).toEqual(["a2"]);
    session.narrow({ tag: "", set: "b" });
    expect(session.visible().map(({ id }) => id)).toEqual(["a1"]);
  });

  it("gives every key one meaning at a time", () => {
    const { session, commands } = open();
    for (const id of ["a1", "a2"]) {
      session.go(id);
      const keys = commands.filter((one) => one.when(page)).flatMap((one) => one.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

const decision = (id: string, annotationId: string | null, sources: readonly string[]): DecisionResource => ({
  ...{ id, documentId: "d", kind: "chosen", annotationId, reason: "", text: "", createdBy: "u" },
  ...{ createdAt: time, deletedAt: null, revision: 1 },
  sources: sources.map((source) => ({ annotationId: source, revision: 3, isTaken: true })),
});
const news = (kind: string, subjectId: string, more: Partial<ChangeResource> = {}): ChangeResource => ({
  ...{ seq: "8", kind, subjectId, documentId: "d", documentTitle: null, setId: null, principal: "u" },
  ...{ principalName: "Olga", opId: `op of ${subjectId}`, at: time, before: null, after: null },
  ...more,
});

describe("what others do meanwhile", () => {
  const decided: AdjudicationWork = {
    ...work,
    decisions: [decision("x1", "g1", ["a2"])],
    gold: [mark("gold", "g1", "EVENT", 8, 9)],
  };
  const told = news("decision.made", "x1", { after: decided.decisions[0] });

  it("is told of the item at hand, which stays as it was until it is asked for", async () => {
    const { session, press } = open();
    answers.push(() => Response.json(decided));
    session.receive(told);
    await soon(() => expect(session.held.value).toEqual({ kind: "decided", by: "Olga", setId: null }));
    const before = session.current;
    expect([session.currentId.value, before && session.board.stateOf(before).decisions]).toEqual(["a2", []]);
    expect(session.progress.decided).toBe(1);
    press("v");
    expect(session.held.value).toBeNull();
    const after = session.current;
    expect(after && session.board.stateOf(after).decisions).toHaveLength(1);
  });

  it("is refused with words when it is decided again unseen, and seen then", async () => {
    const { session, press } = open();
    answers.push(
      () => Response.json(decided),
      () =>
        Response.json(
          { code: "stale_revision", detail: "Olga decided this in between." },
          { status: 409, headers: { "content-type": "application/problem+json" } },
        ),
      () => Response.json(decided),
    );
    session.receive(told);
    await soon(() => expect(session.held.value).not.toBeNull());
    press("1");
    await soon(() => expect(session.refusal.value?.words).toBe("Olga decided this in between."));
    expect(sent[1]?.body).toMatchObject({ replaces: [] });
    await soon(() => expect(session.currentId.value).toBe("a2"));
    await soon(() => expect(session.held.value).toBeNull());
  });

  it("leaves what is being worded alone, also when it is looked at", async () => {
    const { session, press } = open();
    press("e");
    const draft = session.draft.value;
    answers.push(() => Response.json(decided));
    session.receive(told);
    await soon(() => expect(session.held.value).not.toBeNull());
    session.showHeld();
    expect(session.draft.value).toBe(draft);
  });

  it("of other items is shown at once", async () => {
    const { session } = open();
    session.go("a1");
    answers.push(() => Response.json(decided));
    session.receive(told);
    await soon(() => expect(session.progress.decided).toBe(1));
    expect([session.held.value, session.currentId.value]).toEqual([null, "a1"]);
  });

  it("is not what was done here", async () => {
    const { session, press } = open();
    press("1");
    await settled();
    session.receive(news("decision.made", "x1", { opId: sent[0]?.body.opId ?? "" }));
    session.setFinished(true);
    await soon(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.path).toContain(":finish");
  });

  it("is read a little later when the network was away", async () => {
    vi.useFakeTimers();
    const { session } = open();
    session.go("a1");
    answers.push(
      () => {
        throw new TypeError("Failed to fetch");
      },
      () => Response.json(decided),
    );
    session.receive(told);
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect([session.progress.decided, session.refusal.value]).toEqual([1, null]);
  });

  it("stops deciding while somebody works on it again, and goes on by itself", async () => {
    const { session, press } = open();
    const problem = { code: "wrong_state", detail: "Not all have submitted" };
    const headers = { "content-type": "application/problem+json" };
    answers.push(
      () => Response.json(problem, { status: 409, headers }),
      () => Response.json(work),
    );
    session.receive(news("assignment.reopened", "d", { setId: "b" }));
    await soon(() => expect(session.waitingFor.value).toBe("b"));
    press("1");
    expect(sent).toHaveLength(1);
    session.receive(news("assignment.submitted", "d", { setId: "b" }));
    await soon(() => expect(session.waitingFor.value).toBeNull());
    expect(session.mayAct).toBe(true);
  });
});

describe("gold that stands for itself", () => {
  const standing: AdjudicationWork = {
    ...work,
    decisions: [decision("o", "gone", ["removed"]), decision("p", "own", [])],
    gold: [mark("gold", "own", "PLACE", 20, 24), mark("gold", "gone", "ACTOR", 30, 34)],
    vanished: [{ ...mark("a", "removed", "ACTOR", 30, 34), deletedAt: time }],
  };

  it("comes first when nothing is behind it any more, and last when a curator added it", () => {
    const { session } = open(standing);
    expect(session.board.items.map(({ origin }) => origin)).toEqual(["orphaned", "work", "work", "added"]);
    expect(session.currentId.value).toBe("gone");
    expect(session.progress).toEqual({ decided: 0, total: 2, changed: 1 });
    expect(session.board.vanishedOf(session.board.items[0] ?? fail())).toHaveLength(1);
    session.narrow({ status: "added" });
    expect(session.visible().map(({ id }) => id)).toEqual(["own"]);
  });

  it("is kept by a key, citing what is gone, and has no key for versions", async () => {
    const { press } = open(standing);
    for (const keys of ["1", "b", "x"]) press(keys);
    expect(sent).toEqual([]);
    press("g");
    await settled();
    expect(sent[0]?.body).toMatchObject({
      replaces: [{ id: "o", revision: 1 }],
      decisions: [
        {
          outcome: { kind: "kept", goldId: "gone" },
          sources: [{ annotationId: "removed", revision: 3 }],
        },
      ],
    });
  });

  it("is taken out by a key, and worded anew without a source", async () => {
    const { session, press } = open(standing);
    press("Delete");
    session.go("own");
    press("e");
    session.saveDraft();
    await soon(() => expect(sent).toHaveLength(2));
    expect(sent[0]?.body.decisions).toMatchObject([{ outcome: { kind: "neither", goldId: "gone" } }]);
    expect(sent[0]?.body.gold).toEqual([{ id: "gone", revision: 3 }]);
    expect(sent[1]?.body).toMatchObject({
      replaces: [{ id: "p" }],
      gold: [{ id: "own", revision: 3 }],
      decisions: [{ sources: [], outcome: { kind: "edited", goldId: "own" } }],
    });
  });

  it("cites no more what is gone once it is worded anew", async () => {
    const { session, press } = open(standing);
    press("e");
    session.saveDraft();
    await settled();
    expect(sent[0]?.body).toMatchObject({
      replaces: [{ id: "o" }],
      decisions: [{ sources: [], outcome: { kind: "edited", goldId: "gone" } }],
    });
  });

  it("is added to the words that are selected, by the key of a tag, and the item at hand stays", async () => {
    const { session, press, selection } = open();
    selection.set({ start: 12, end: 15 });
    press("1");
    expect(session.draft.value).toMatchObject({
      isNew: true,
      tag: defaultScheme.tags[0]?.key,
      spans: [{ start: 12, end: 15 }],
    });
    expect(selection.value).toBeNull();
    session.grounds.set({ reason: "overlooked", text: "", ruleId: "" });
    press("Mod+Enter");
    await settled();
    expect(sent[0]?.body.decisions).toMatchObject([
      { sources: [], reason: "overlooked", outcome: { kind: "edited", annotation: { kind: "span" } } },
    ]);
    expect([session.currentId.value, session.draft.value]).toEqual(["a2", null]);
  });

  it("is joined by links, whose undecided ends become gold with them", async () => {
    const { session, press } = open({
      ...work,
      decisions: [decision("x1", "g1", ["a2"])],
      gold: [mark("gold", "g1", "EVENT", 8, 9)],
    });
    session.go("a2");
    press("l");
    expect(session.draft.value).toMatchObject({ kind: "relation", tag: "AGENT", fromId: "g1", toId: "" });
    expect(linkEnds(session.board).map(({ mark: { id }, isGold }) => [id, isGold])).toEqual([
      ["b1", false],
      ["a1", false],
      ["g1", true],
    ]);
    const draft = session.draft.value;
    if (draft) session.draft.set({ ...draft, toId: "b1" });
    session.saveDraft();
    await settled();
    const [chosen, drawn] = (sent[0]?.body.decisions ?? []) as { outcome: { goldId: string } }[];
    expect(chosen).toMatchObject({ outcome: { kind: "chosen", from: "b1" } });
    expect(drawn).toMatchObject({
      sources: [],
      outcome: { annotation: { fromId: "g1", toId: chosen?.outcome.goldId } },
    });
  });
});

describe("what is decided at hand", () => {
  const link = {
    ...{ kind: "relation" as const, id: "l1", documentId: "d", setId: "gold", tag: "AGENT", revision: 2 },
    ...{ attributes: {}, note: "", fromId: "g1", toId: "g9", createdBy: null },
    ...{ createdAt: time, updatedAt: time, deletedAt: null },
  };
  const decided: AdjudicationWork = {
    ...work,
    decisions: [decision("x1", "g1", ["a2"])],
    gold: [mark("gold", "g1", "EVENT", 8, 9), link],
    deciders: { u: "Ben Sole" },
  };

  it("is taken back by a key, whoever decided it, as it was read, and that is undone", async () => {
    const { session, press } = open(decided);
    press("z");
    expect(sent).toEqual([]);
    session.go("a2");
    expect(session.deciderOf(decided.decisions[0] ?? fail())).toBe("Ben Sole");
    press("z");
    press("z");
    await settled();
    session.undo();
    await soon(() => expect(sent).toHaveLength(2));
    expect(sent[0]?.path).toContain(":take-back");
    expect(sent[0]?.body).toMatchObject({
      decisions: [{ id: "x1", revision: 1 }],
      gold: [{ id: "g1", revision: 3 }],
    });
    expect(sent[1]?.body.undoes).toBe(sent[0]?.body.opId);
  });

  it("names all gold that goes, links that go along too, and only what stays where it stays", async () => {
    const { session, press } = open(decided);
    session.go("a2");
    press("1");
    session.go("a2");
    await soon(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body.gold).toEqual([{ id: "g1", revision: 3 }]);
    const again = open(decided);
    again.session.go("a2");
    again.press("x");
    await soon(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.body.gold).toEqual([
      { id: "g1", revision: 3 },
      { id: "l1", revision: 2 },
    ]);
  });

  it("comes with an entity that was named for it, not with one that was named and left", async () => {
    const { session, press } = open();
    const named = { id: "e1", kind: "event", name: "Summit" } as const;
    for (const entityId of ["e1", "e2"]) {
      session.go(entityId === "e1" ? "a2" : "a1");
      press("e");
      const draft = session.draft.value;
      if (draft) session.draft.set({ ...draft, named, entityId });
      press("Mod+Enter");
    }
    await soon(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ body }) => body.entities)).toEqual([[named], []]);
    press("e");
    expect(session.draft.value?.named).toBeNull();
  });
});

describe("with many annotators", () => {
  it("each has a key, which the list of commands names", async () => {
    const names = [..."abcdefghijkl"];
    const many = names.map((name) => mark(name, `${name}1`, "ACTOR", 0, 4));
    const { press, commands } = open({
      ...work,
      sets: names.map(set),
      annotations: many,
      items: [
        item(
          many.map(({ id }) => id),
          [],
          "boundary",
        ),
      ],
    });
    const keys = commands.filter(({ id }) => id.startsWith("take.")).flatMap((one) => one.keys);
    expect(keys).toHaveLength(12);
    expect(new Set(keys).size).toBe(12);
    press("h");
    await settled();
    expect(sent[0]?.body.decisions).toMatchObject([{ outcome: { kind: "chosen", from: "l1" } }]);
  });
});

function fail(): never {
  throw new Error("There is no item");
}
