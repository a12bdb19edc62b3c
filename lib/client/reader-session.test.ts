import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnnotationColumns } from "@/lib/contracts/annotations";
import type { ChangeResource } from "@/lib/contracts/entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { applySteps, type Step } from "@/lib/domain/annotation/apply-steps";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { OffsetMap } from "@/lib/domain/text/offsets";
import { BrowserStandIn, refusal, type Sent } from "@/lib/test/browser-stand-in";
import { annotationHistory } from "./outbox";
import { ReaderSession } from "./reader-session";

const text = "Minister Oran met the envoy in Lysa.";
const setId = uuidv7();

/** The server as far as one document and one person go. */
class Server {
  readonly rows = new Map<string, StoredAnnotation>();
  /** Answers that are on their way; the test lets them arrive. */
  readonly held: { readonly path: string; readonly arrive: () => void }[] = [];
  holds = false;

  constructor(readonly documentId: string) {}

  answer({ path, body }: Sent): Promise<Response> {
    const response = this.#respond(path, body);
    if (!this.holds || path.endsWith(":batch")) return Promise.resolve(response);
    return new Promise((resolve) => this.held.push({ path, arrive: () => resolve(response) }));
  }

  #respond(path: string, body: unknown): Response {
    if (path.endsWith("/text")) return new Response(text);
    if (path.endsWith("/reader")) return Response.json(this.state());
    const row = this.rows.get(path.split("/").at(-1) ?? "");
    return row ? Response.json(row) : Response.json({ items: this.apply((body as Body).annotations) });
  }

  apply(steps: readonly Step[]): readonly StoredAnnotation[] {
    const applied = applySteps(this.rows, steps, {
      scheme: defaultScheme,
      text,
      map: new OffsetMap(text),
      documentId: this.documentId,
      setId,
      entities: new Map(),
      userId: "ana",
      now: "2026-01-01T00:00:00.000Z",
    });
    if (!applied.ok) throw new Error(applied.reason);
    for (const { after } of applied.changes) this.rows.set(after.id, after);
    return applied.results;
  }

  state() {
    const sets = [{ id: setId, kind: "annotator", name: "Ana", isMine: true }];
    const live = [...this.rows.values()].filter(({ deletedAt }) => deletedAt === null);
    const work = { myState: "open", place: "free", round: null } as const;
    const whose = { work: "mine", gold: "none", isAdjudicable: false } as const;
    return { ...whose, annotations: columnsOf(live), seq: "0", ...work, mySetId: setId, sets, reviews: [] };
  }
}
type Body = { readonly annotations: readonly Step[] };

const columnsOf = (rows: readonly StoredAnnotation[]): AnnotationColumns => ({
  tags: rows.map(({ tag }) => tag),
  sets: [setId],
  entities: [],
  ids: rows.map(({ id }) => id),
  kind: rows.map(({ kind }) => kind),
  tag: rows.map((_, at) => at),
  set: rows.map(() => 0),
  spans: rows.map((row) => (row.kind === "span" ? row.spans.flatMap(({ start, end }) => [start, end]) : [])),
  entity: rows.map(() => null),
  ends: rows.map(() => null),
  revision: rows.map(({ revision }) => revision),
  attributes: {},
  notes: Object.fromEntries(rows.map(({ note }, at) => [String(at), note]).filter(([, note]) => note !== "")),
});

const created = (id: string, tag = "ACTOR"): Step => ({
  op: "create",
  id,
  kind: "span",
  tag,
  spans: [{ start: 0, end: 13 }],
});

let browser: BrowserStandIn;
let server: Server;
let session: ReaderSession;

function open(): ReaderSession {
  const { documentId } = server;
  session = new ReaderSession({
    userId: "ana",
    projectId: uuidv7(),
    documentId,
    scheme: defaultScheme,
    text,
    isWhole: true,
    state: server.state(),
    entities: [],
    mayAnnotate: true,
    mayCorrect: false,
    mayComment: true,
    mayModerate: false,
    mayReview: true,
    userName: "Ana",
    supersededById: null,
  });
  return session;
}

beforeEach(() => {
  browser = new BrowserStandIn();
  browser.install();
  vi.stubGlobal(
    "EventSource",
    class {
      addEventListener(): void {}
      close(): void {}
    },
  );
  server = new Server(uuidv7());
  browser.answer = (request) => server.answer(request);
});
afterEach(() => {
  session.stop();
  vi.unstubAllGlobals();
});

const shown = () => session.store.marks().map(({ id, tag, revision, note }) => ({ id, tag, revision, note }));
/** However slow the machine. */
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000 });
const saved = () => soon(() => expect(session.sync.state.value.kind).toBe("saved"));
/** What the live line brings: the row as it is on the server. */
const receive = (id: string) => {
  const change = { kind: "annotation.updated", after: server.rows.get(id) } as unknown as ChangeResource;
  session.feed.receive(change);
};

describe("a text that is corrected while its page is open", () => {
  const sent = () =>
    browser.sent.filter(({ method, path }) => method !== "GET" && path.includes("/presence"));

  it("no longer has anybody on it", async () => {
    await open().start();
    expect(sent()).toHaveLength(1);
    session.feed.receive({ kind: "document.superseded" } as unknown as ChangeResource);
    expect(sent().map(({ method }) => method)).toEqual(["POST", "DELETE"]);
    browser.hide(true);
    browser.hide(false);
    expect(sent()).toHaveLength(2);
  });

  it("is asked once at most where the page has not heard of it", async () => {
    browser.answer = (request) =>
      request.path.endsWith("/presence") ? refusal("superseded") : server.answer(request);
    await open().start();
    await soon(() => expect(sent().map(({ method }) => method)).toEqual(["POST", "DELETE"]));
    browser.hide(true);
    browser.hide(false);
    expect(sent()).toHaveLength(2);
  });
});

describe("reading the annotations again", () => {
  it("shows what was saved while the older answer was on its way", async () => {
    open();
    server.holds = true;
    const reloaded = session.reload();
    const id = uuidv7();
    session.perform("tag", [created(id)]);
    await saved();
    session.perform("relabel", [{ op: "update", id, revision: 1, set: { tag: "PLACE" } }]);
    await saved();
    for (const { arrive } of server.held) arrive();
    await reloaded;
    expect(shown()).toEqual([{ id, tag: "PLACE", revision: 2, note: "" }]);
    expect(session.isLoaded.value).toBe(true);
  });

  it("keeps what the live line told while the older answer was on its way", async () => {
    const id = uuidv7();
    server.apply([created(id)]);
    open();
    server.holds = true;
    const reloaded = session.reload();
    server.apply([{ op: "update", id, revision: 1, set: { note: "newer" } }]);
    receive(id);
    for (const { arrive } of server.held) arrive();
    await reloaded;
    expect(shown()).toMatchObject([{ note: "newer", revision: 2 }]);
  });

  it("twice at once ends with the second, whichever answer comes last and however the first ends", async () => {
    open();
    server.holds = true;
    const first = session.reload();
    const id = uuidv7();
    server.apply([created(id)]);
    const second = session.reload();
    const [olderText, olderState, ...newer] = server.held;
    for (const { arrive } of newer) arrive();
    await second;
    olderText?.arrive();
    olderState?.arrive();
    await first;
    expect(shown().map((one) => one.id)).toEqual([id]);

    let answers = 0;
    browser.answer = (request) => {
      if (answers++ < 2) throw new TypeError("Failed to fetch");
      return server.answer(request);
    };
    server.holds = false;
    await Promise.all([session.reload(), session.reload()]);
    expect(session.loadProblem.value).toBeNull();
    expect(session.isLoaded.value).toBe(true);
  });
});

describe("undo after a reload", () => {
  it("keeps its step for later while the rows can't be read, and takes it back when they are known", async () => {
    const id = uuidv7();
    const [row] = server.apply([created(id)]);
    const [removed] = server.apply([{ op: "delete", id, revision: 1 }]);
    open();
    const edit = { tag: "ACTOR", spans: [{ start: 0, end: 13 }], attributes: {}, note: "", entityId: null };
    const change = { kind: "annotation.deleted" as const, id, before: edit, after: edit };
    await annotationHistory(session.place).write({
      undo: [{ title: "remove", changes: [change] }],
      redo: [],
    });
    browser.answer = () => {
      throw new TypeError("Failed to fetch");
    };
    await session.start();
    expect(session.history.undoTitle.value).toBe("remove");
    expect(session.undo()).toBe(false);
    expect(session.refusal.value).toEqual({ kind: "changedSince" });
    expect(session.history.undoTitle.value).toBe("remove");
    browser.answer = (request) => server.answer(request);
    receive(id);
    expect(session.undo()).toBe(true);
    expect(shown()).toMatchObject([{ id, tag: row?.tag }]);
    await saved();
    expect(server.rows.get(id)).toMatchObject({ deletedAt: null, revision: (removed?.revision ?? 0) + 1 });
  });

  it("drops a step that somebody's later change has made impossible, and says so", async () => {
    const id = uuidv7();
    server.apply([created(id)]);
    open();
    session.perform("note", [{ op: "update", id, revision: 1, set: { note: "mine" } }]);
    await saved();
    server.apply([{ op: "update", id, revision: 2, set: { note: "from my other tab" } }]);
    receive(id);
    expect(session.undo()).toBe(false);
    expect(session.refusal.value).toEqual({ kind: "changedSince" });
    expect(session.history.undoTitle.value).toBeNull();
  });
});
