import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AdjudicationWork } from "@/lib/contracts/adjudication";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { adjudicationCommands } from "./adjudication-commands";
import { AdjudicationSession } from "./adjudication-session";
import { commandFor, type ReaderPage } from "./reader-commands";

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
  ...{ decisions: [], gold: [], entities: {}, rules: [] },
  sets: [set("a"), set("b")],
  items: [item(["a1", "b1"], [], "boundary"), item(["a2"], ["b"], "missing")],
  annotations,
};

let sent: { path: string; body: { decisions: unknown[]; undoes?: string; opId: string } }[] = [];
let answers: (() => Response)[] = [];
const page = { view: { hasLetterKeys: { value: true } } } as unknown as ReaderPage; // commands ask nothing else of it

beforeEach(() => {
  [sent, answers] = [[], []];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    sent.push({ path, body: JSON.parse(String(init.body ?? "{}")) });
    return (answers.shift() ?? (() => Response.json({ decisions: [], gold: [] })))();
  });
});
afterEach(() => void vi.unstubAllGlobals());

function open() {
  const session = new AdjudicationSession({ projectId: "p", documentId: "d" }, defaultScheme, work, true);
  const view = { session: { store: { scheme: defaultScheme } } } as unknown as ReaderPage["view"]; // for tags alone
  const commands = adjudicationCommands(session, view);
  return {
    session,
    commands,
    press: (keys: string) => commandFor(commands, keys, page)?.run(page),
  };
}
const settled = () => vi.waitFor(() => expect(sent.length).toBeGreaterThan(0));

describe("a curator's session", () => {
  it("begins with what changes most of what the gold says", () => {
    expect(open().session.currentId.value).toBe("a2");
  });

  it("takes a version by its number, citing all as they were read, and goes on at once", async () => {
    const { session, press } = open();
    session.go("a1");
    press("2");
    expect(session.currentId.value).toBe("a2");
    expect(session.decidedCount).toBe(1);
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
    await vi.waitFor(() => expect(sent).toHaveLength(2));
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
    await vi.waitFor(() => expect(session.refusal.value?.words).toBe("Decide first on its ends"));
    expect([session.currentId.value, session.decidedCount]).toEqual(["a2", 0]);
  });

  it("undoes by the id of what was done, and redoes by the id of the undo", async () => {
    const { session, press } = open();
    press("1");
    await vi.waitFor(() => expect(session.undoable.value).toBe(1));
    session.undo();
    await vi.waitFor(() => expect(session.redoable.value).toBe(1));
    session.redo();
    await vi.waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[1]?.body.undoes).toBe(sent[0]?.body.opId);
    expect(sent[2]?.body.undoes).toBe(sent[1]?.body.opId);
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
