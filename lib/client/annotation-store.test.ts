import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { applySteps, type Step } from "@/lib/domain/annotation/apply-steps";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { byPosition } from "@/lib/domain/span/span";
import { OffsetMap } from "@/lib/domain/text/offsets";
import { AnnotationStore, PROVISIONAL_SET } from "./annotation-store";
import { stepsFor, type UndoEntry, undoEntry } from "./undo-history";

const text =
  "Minister Oran met the 𝔘nion in Lysa.\nThe envoy left 👩‍👩‍👧 at noon, she said.\n\nNothing else.";
const map = new OffsetMap(text);

/** The server, without network and database: one log of rows, one person, several tabs. */
class Server {
  readonly rows = new Map<string, StoredAnnotation>();
  readonly log: StoredAnnotation[] = [];
  readonly #done = new Set<string>();

  receive(opId: string, steps: readonly Step[]) {
    if (this.#done.has(opId))
      return { ok: true, results: steps.flatMap(({ id }) => this.rows.get(id) ?? []) } as const;
    const applied = applySteps(this.rows, steps, {
      scheme: defaultScheme,
      text,
      map,
      documentId: "document",
      setId: "mine",
      entities: new Map(),
      userId: "ana",
      now: "2026-01-01T00:00:00.000Z",
    });
    if (!applied.ok) return applied;
    this.#done.add(opId);
    for (const { after } of applied.changes) {
      this.rows.set(after.id, after);
      this.log.push(after);
    }
    return applied;
  }
}

/** A tab: its store, what it has still to send, and how much of the feed it has read. */
class Tab {
  readonly store: AnnotationStore;
  readonly queue: { opId: string; steps: readonly Step[]; answer?: ReturnType<Server["receive"]> }[] = [];
  read = 0;
  refusals = 0;

  constructor(
    readonly server: Server,
    setId: string | null,
  ) {
    this.store = new AnnotationStore("document", "ana", defaultScheme, setId);
    this.store.setText(text);
    this.store.load([...server.rows.values()]);
    this.read = server.log.length;
  }

  perform(opId: string, steps: readonly Step[]): void {
    const applied = this.store.perform(opId, steps);
    if (applied.ok && applied.changes.length > 0) this.queue.push({ opId, steps });
  }

  /** The request arrives; its answer is on the way. */
  send(): void {
    const next = this.queue[0];
    if (next && !next.answer) next.answer = this.server.receive(next.opId, next.steps);
  }

  answer(): void {
    const next = this.queue[0];
    if (!next?.answer) return;
    this.queue.shift();
    if (next.answer.ok) this.store.confirm(next.opId, next.answer.results);
    else {
      this.refusals++;
      const dropped = this.store.refuse(next.opId, next.answer.current ?? null);
      const gone = new Set(dropped.map(({ opId }) => opId));
      for (const [at, { opId }] of [...this.queue.entries()].reverse())
        if (gone.has(opId)) this.queue.splice(at, 1);
    }
  }

  feed(): void {
    const row = this.server.log[this.read];
    if (!row) return;
    this.read++;
    this.store.receive(row);
  }

  settle(): void {
    while (this.queue.length > 0) {
      this.send();
      this.answer();
    }
    while (this.read < this.server.log.length) this.feed();
  }
}

const plain = (row: StoredAnnotation | undefined) => {
  if (!row) return undefined;
  // Times are each clock's own.
  const { createdAt: _, updatedAt: __, deletedAt, createdBy: ___, ...rest } = row;
  return { ...rest, isRemoved: deletedAt !== null };
};
const expectSame = (tab: Tab, ids: Iterable<string>) => {
  for (const id of ids) expect(plain(tab.store.get(id))).toEqual(plain(tab.server.rows.get(id)));
  const shown = [...tab.server.rows.values()].flatMap((row) =>
    row.kind === "span" && row.deletedAt === null ? [row] : [],
  );
  expect(tab.store.marks().map(({ id }) => id)).toEqual(shown.toSorted(byPosition).map(({ id }) => id));
  const inBlocks = tab.store.views.blocks.flatMap((_, at) => tab.store.views.view(at).map(({ id }) => id));
  expect(new Set(inBlocks)).toEqual(new Set(shown.map(({ id }) => id)));
  for (const { id } of shown) {
    const hanging = [...tab.server.rows.values()].filter(
      (row) => row.kind === "relation" && row.deletedAt === null && (row.fromId === id || row.toId === id),
    );
    expect(new Set(tab.store.relationsOf(id).map((row) => row.id))).toEqual(
      new Set(hanging.map((row) => row.id)),
    );
  }
};

const action = fc.record({
  what: fc.constantFrom("create", "link", "move", "relabel", "note", "remove", "restore"),
  of: fc.nat(5),
  to: fc.nat(5),
  at: fc.nat(60),
  tag: fc.constantFrom("ACTOR", "EVENT", "QUOTE"),
});
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

/** The steps a person's action comes to, with the revisions that their tab shows. */
function stepsOf(
  { what, of, to, at, tag }: Action,
  store: AnnotationStore,
  ids: string[],
  fresh: () => string,
): Step[] {
  const spans = [{ start: at, end: at + 5 }];
  if (what === "create") return [{ op: "create", id: fresh(), kind: "span", tag, spans }];
  const row = store.get(ids[of % ids.length] ?? "");
  const other = ids[to % ids.length] ?? "";
  if (!row) return [];
  const { id, revision } = row;
  switch (what) {
    case "link":
      return [{ op: "create", id: fresh(), kind: "relation", tag: "COREF", fromId: id, toId: other }];
    case "move":
      return [{ op: "update", id, revision, set: { spans } }];
    case "relabel":
      return [{ op: "update", id, revision, set: { tag } }];
    case "note":
      return [{ op: "update", id, revision, set: { note: `${at}` } }];
    case "remove":
      return [{ op: "delete", id, revision }];
    default:
      return [{ op: "restore", id, revision }];
  }
}

describe("the store", () => {
  it("shows what the server has, however answers, refusals and news of other tabs cross", () => {
    let refusals = 0;
    const event = fc.oneof(
      { weight: 4, arbitrary: fc.record({ tab: fc.nat(1), action }) },
      {
        weight: 6,
        arbitrary: fc.record({ tab: fc.nat(1), way: fc.constantFrom("send", "answer", "feed", "lost") }),
      },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60, size: "max" }), (events) => {
        const server = new Server();
        const ids = ["first", "second"];
        for (const [at, id] of ids.entries())
          server.receive(id, [
            { op: "create", id, kind: "span", tag: "ACTOR", spans: [{ start: at, end: at + 9 }] },
          ]);
        const tabs = [new Tab(server, null), new Tab(server, null)];
        let number = 0;
        for (const one of events) {
          const tab = tabs[one.tab];
          if (!tab) continue;
          if ("action" in one) {
            const fresh = () => {
              const id = `a${number++}`;
              ids.push(id);
              return id;
            };
            tab.perform(`op${number++}`, stepsOf(one.action, tab.store, ids, fresh));
          } else if (one.way === "send") tab.send();
          else if (one.way === "answer") {
            tab.answer();
          } else if (one.way === "feed") tab.feed();
          // The answer never came: the same operation is sent again.
          else if (tab.queue[0]) delete tab.queue[0].answer;
        }
        for (const tab of tabs) tab.settle();
        for (const tab of tabs) tab.settle();
        for (const tab of tabs) {
          refusals += tab.refusals;
          expect(tab.store.pending).toEqual([]);
          expectSame(tab, ids);
        }
      }),
      { numRuns: 400 },
    );
    expect(refusals).toBeGreaterThan(30);
  });

  it("shows a change at once, and takes it back with what was built on it when the server refuses", () => {
    const tab = new Tab(new Server(), "mine");
    const { store } = tab;
    const create: Step = { op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] };
    store.perform("1", [create]);
    store.perform("2", [{ op: "update", id: "m", revision: 1, set: { note: "x" } }]);
    store.perform("3", [{ ...create, id: "n" }]);
    expect(store.marks().map(({ id }) => id)).toEqual(["m", "n"]);
    expect(store.refuse("1", null).map(({ opId }) => opId)).toEqual(["1", "2"]);
    expect(store.marks().map(({ id }) => id)).toEqual(["n"]);
    expect(store.pending.map(({ opId }) => opId)).toEqual(["3"]);
  });

  it("keeps what another tab did afterwards when its news overtakes the answer", () => {
    const server = new Server();
    server.receive("0", [
      { op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] },
    ]);
    const [here, there] = [new Tab(server, "mine"), new Tab(server, "mine")];
    here.perform("1", [{ op: "update", id: "m", revision: 1, set: { note: "here" } }]);
    here.send();
    there.feed();
    there.perform("2", [{ op: "update", id: "m", revision: 2, set: { note: "there" } }]);
    there.settle();
    here.feed();
    here.feed();
    here.answer();
    expect(here.store.get("m")).toMatchObject({ note: "there", revision: 3 });
  });

  it("keeps what another tab did afterwards when its news overtakes a refusal", () => {
    const server = new Server();
    server.receive("0", [
      { op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] },
    ]);
    const [here, there] = [new Tab(server, "mine"), new Tab(server, "mine")];
    here.perform("1", [{ op: "update", id: "m", revision: 1, set: { note: "here" } }]);
    there.perform("2", [{ op: "update", id: "m", revision: 1, set: { note: "there" } }]);
    there.settle();
    here.send();
    there.perform("3", [{ op: "delete", id: "m", revision: 2 }]);
    there.settle();
    here.feed();
    here.feed();
    here.answer();
    expect(here.store.marks()).toEqual([]);
    expect(here.store.get("m")).toMatchObject({ note: "there", revision: 3 });
  });

  it("keeps what waits when the annotations are read anew", () => {
    const server = new Server();
    const tab = new Tab(server, "mine");
    server.receive("0", [
      { op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] },
    ]);
    tab.store.perform("1", [
      { op: "create", id: "n", kind: "span", tag: "EVENT", spans: [{ start: 14, end: 17 }] },
    ]);
    tab.store.load([...server.rows.values()]);
    expect(tab.store.marks().map(({ id }) => id)).toEqual(["m", "n"]);
  });

  it("learns the id of its person's set from the first answer", () => {
    const tab = new Tab(new Server(), null);
    tab.perform("1", [{ op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] }]);
    expect(tab.store.mySetId).toBe(PROVISIONAL_SET);
    tab.settle();
    expect(tab.store.mySetId).toBe("mine");
    expect(tab.store.get("m")?.setId).toBe("mine");
  });

  it("does not take the gold for its person's set, because they made some of it elsewhere", () => {
    const tab = new Tab(new Server(), null);
    const server = new Server();
    server.receive("1", [
      { op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] },
    ]);
    tab.store.othersSets = new Set(["gold"]);
    for (const row of server.rows.values()) tab.store.receive({ ...row, setId: "gold" });
    expect(tab.store.get("m")?.setId).toBe("gold");
    expect(tab.store.mySetId).toBe(PROVISIONAL_SET);
  });

  it("hides and shows sets without forgetting them", () => {
    const tab = new Tab(new Server(), "mine");
    tab.perform("1", [{ op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] }]);
    tab.store.hideSets(new Set(["mine"]));
    expect(tab.store.marks()).toEqual([]);
    expect(tab.store.views.view(0)).toEqual([]);
    tab.store.hideSets(new Set());
    expect(tab.store.marks()).toHaveLength(1);
  });
});

describe("undo", () => {
  it("of everything returns to the beginning, and redo of everything to the end, in any number of turns", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25, size: "max" }), (actions) => {
        const tab = new Tab(new Server(), "mine");
        const { store } = tab;
        const ids: string[] = [];
        const entries: UndoEntry[] = [];
        let number = 0;
        const content = () =>
          ids.map((id) => {
            const row = plain(store.get(id));
            return row && !row.isRemoved ? { ...row, revision: 0 } : null;
          });
        const send = (steps: readonly Step[]) => {
          const opId = `op${number++}`;
          const applied = store.perform(opId, steps);
          if (applied.ok && applied.changes.length > 0) tab.queue.push({ opId, steps });
          return applied;
        };
        const fresh = () => {
          const id = `a${number++}`;
          ids.push(id);
          return id;
        };
        const states: unknown[] = [];
        for (const one of actions) {
          const before = content();
          const applied = send(stepsOf(one, store, ids, fresh));
          if (!applied.ok || applied.changes.length === 0) continue;
          entries.push(undoEntry("tag", applied.changes));
          states.push(before);
        }
        const end = content();
        const turn = (direction: "undo" | "redo", entry: UndoEntry) => {
          const steps = stepsFor(entry, direction, (id) => store.get(id));
          expect(steps).not.toBeNull();
          expect(send(steps ?? [])).toMatchObject({ ok: true });
        };
        for (let round = 0; round < 2; round++) {
          for (const [at, entry] of [...entries.entries()].reverse()) {
            turn("undo", entry);
            const before = states[at] as unknown[];
            // What was made later is there no more, and what is not there has no state.
            expect(content()).toEqual([...before, ...Array(ids.length - before.length).fill(null)]);
          }
          for (const entry of entries) turn("redo", entry);
          expect(content()).toEqual(end);
        }
        tab.settle();
        expectSame(tab, ids);
      }),
      { numRuns: 100 },
    );
  });

  it("of what somebody has changed since is refused rather than undoing their work too", () => {
    const tab = new Tab(new Server(), "mine");
    const { store } = tab;
    store.perform("1", [
      { op: "create", id: "m", kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] },
    ]);
    const applied = store.perform("2", [{ op: "update", id: "m", revision: 1, set: { note: "mine" } }]);
    const entry = undoEntry("note", applied.ok ? applied.changes : []);
    store.perform("3", [{ op: "update", id: "m", revision: 2, set: { note: "later" } }]);
    expect(stepsFor(entry, "undo", (id) => store.get(id))).toBeNull();
  });

  it("keeps no words of the article on the computer", () => {
    const tab = new Tab(new Server(), "mine");
    const spans = [{ start: 0, end: 13 }];
    const applied = tab.store.perform("1", [{ op: "create", id: "m", kind: "span", tag: "ACTOR", spans }]);
    const entry = undoEntry("tag", applied.ok ? applied.changes : []);
    expect(JSON.stringify(entry)).not.toContain("Oran");
  });
});
