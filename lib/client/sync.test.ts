import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ON_BEHALF_OF } from "@/lib/contracts/operation";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import { BrowserStandIn, brokenOff, refusal, type Sent } from "@/lib/test/browser-stand-in";
import { sendLeftBehind } from "./left-behind";
import { conflictsAt, enqueue, type Place, queued } from "./outbox";
import { Sync, type SyncEvents } from "./sync";

let ana: string;
let ben: string;
const placeOf = (userId: string): Place => ({ userId, projectId: uuidv7(), documentId: uuidv7() });
const marked = (): Step[] => [
  { op: "create", id: uuidv7(), kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] },
];
const opIdOf = ({ body }: Sent): unknown => (body as { opId: string }).opId;
const stored = () => Response.json({ items: [] });

let browser: BrowserStandIn;
const running: Sync[] = [];

beforeEach(() => {
  [ana, ben] = [uuidv7(), uuidv7()];
  // Storage answers over immediates; only waiting is in the test's hands.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  browser = new BrowserStandIn();
  browser.install();
});
afterEach(() => {
  for (const sync of running.splice(0)) sync.stop();
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function open(place = placeOf(ana), events: Partial<SyncEvents> = {}) {
  const sync = new Sync(place, {
    confirmed() {},
    reviewed() {},
    refused: () => [],
    conflictsKept() {},
    ...events,
  });
  running.push(sync);
  const push = (opId = uuidv7()) => {
    sync.push(opId, marked());
    return opId;
  };
  return { place, sync, push };
}

/** Milliseconds of the test's clock; the longest pause before the next try is 15 seconds. */
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const soon = (check: () => unknown) => vi.waitFor(check, { interval: 1, timeout: 60_000 });
const saved = (sync: Sync) => soon(() => expect(sync.state.value).toEqual({ kind: "saved" }));

describe("work on its way", () => {
  it("goes in order, each under its own id and in its person's name, and is forgotten when it is stored", async () => {
    browser.answer = stored;
    const confirmed: string[] = [];
    const { sync, place, push } = open(placeOf(ana), { confirmed: (opId) => confirmed.push(opId) });
    await sync.start();
    const opIds = [push(), push(), push()];
    await saved(sync);
    expect(browser.sent.map(opIdOf)).toEqual(opIds);
    expect(confirmed).toEqual(opIds);
    expect(browser.sent.map(({ headers }) => headers.get(ON_BEHALF_OF))).toEqual([ana, ana, ana]);
    await soon(async () => expect(await queued(place)).toEqual([]));
  });

  it("stays on this computer while another person is signed in, and goes when its own is back", async () => {
    let signedIn = ben;
    browser.answer = ({ headers }) =>
      headers.get(ON_BEHALF_OF) === signedIn ? stored() : refusal("unauthenticated");
    const { sync, place, push } = open();
    await sync.start();
    const opIds = [push(), push()];
    await soon(() => expect(sync.state.value).toEqual({ kind: "signedOut", waiting: 2 }));
    await wait(60_000);
    expect(new Set(browser.sent.map(opIdOf))).toEqual(new Set(opIds.slice(0, 1)));
    expect((await queued(place)).map(({ opId }) => opId)).toEqual(opIds);
    expect(await conflictsAt(place)).toEqual([]);
    signedIn = ana;
    sync.wake();
    await saved(sync);
    expect(browser.sent.slice(-2).map(opIdOf)).toEqual(opIds);
    await soon(async () => expect(await queued(place)).toEqual([]));
  });

  it.each<[string, () => Response]>([
    [
      "no answer comes",
      () => {
        throw new TypeError("Failed to fetch");
      },
    ],
    ["the answer breaks off", brokenOff],
    ["the answer is cut off by something that says all is well", () => new Response('{"items":[')],
    ["a proxy answers for a server that is away", () => new Response("<h1>502</h1>", { status: 502 })],
    ["the database is away", () => refusal("unavailable")],
    ["it is asked to slow down", () => refusal("rate_limited")],
  ])("is sent again as it is for as long as %s", async (_, fail) => {
    browser.answer = fail;
    const { sync, place, push } = open();
    await sync.start();
    const opId = push();
    await wait(5 * 60_000);
    await soon(() => expect(sync.state.value).toEqual({ kind: "offline", waiting: 1 }));
    expect(browser.sent.length).toBeGreaterThan(10);
    expect(new Set(browser.sent.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await queued(place)).map((one) => one.opId)).toEqual([opId]);
    browser.answer = stored;
    await wait(15_000);
    await saved(sync);
    expect(opIdOf(browser.sent.at(-1) as Sent)).toBe(opId);
  });

  it("is set aside for its person when the server breaks on it a seventh time, and the rest goes on", async () => {
    const { sync, place, push } = open();
    const broken = uuidv7();
    browser.answer = (request) => (opIdOf(request) === broken ? refusal("internal") : stored());
    await sync.start();
    push(broken);
    const fine = push();
    await wait(60_000);
    await saved(sync);
    expect(browser.sent.map(opIdOf)).toEqual([...Array(7).fill(broken), fine]);
    expect((await conflictsAt(place)).map(({ opId }) => opId)).toEqual([broken]);
    await soon(async () => expect(await queued(place)).toEqual([]));
  });

  it("is not set aside for one bad answer after a long time without a network", async () => {
    const { sync, place, push } = open();
    browser.answer = () => {
      throw new TypeError("Failed to fetch");
    };
    await sync.start();
    push();
    await wait(5 * 60_000);
    let answers = 0;
    browser.answer = () => (answers++ === 0 ? refusal("internal") : stored());
    await wait(60_000);
    await saved(sync);
    expect(await conflictsAt(place)).toEqual([]);
  });

  it("that is refused is kept with the reason, together with what was built on it", async () => {
    const conflictsKept = vi.fn();
    const { sync, place, push } = open(placeOf(ana), {
      refused: () => [{ ...place, opId: second, steps: [] }],
      conflictsKept,
    });
    browser.answer = () => refusal("submitted", { detail: "You have submitted this document." });
    const first = push();
    const second = push();
    await soon(() => expect(conflictsKept).toHaveBeenCalledOnce());
    await saved(sync);
    expect(browser.sent.map(opIdOf)).toEqual([first]);
    const kept = await conflictsAt(place);
    expect(new Set(kept.map(({ opId }) => opId))).toEqual(new Set([first, second]));
    expect(kept[0]?.reason).toBe("You have submitted this document.");
  });

  it("is brought to the server after its document has been left", async () => {
    browser.answer = () => {
      throw new TypeError("Failed to fetch");
    };
    const { sync, place, push } = open();
    await sync.start();
    push();
    push();
    await soon(() => expect(sync.state.value.kind).toBe("offline"));
    sync.stop();
    browser.answer = stored;
    await wait(1_000);
    await saved(sync);
    await soon(async () => expect(await queued(place)).toEqual([]));
  });

  it("is a verdict too: after what was done before it, under its own id, as it was given", async () => {
    const reviewed = vi.fn();
    const { sync, place, push } = open(placeOf(ana), { reviewed });
    browser.answer = () => {
      throw new TypeError("Failed to fetch");
    };
    await sync.start();
    const change = push();
    const said = { id: uuidv7(), annotationId: uuidv7(), setId: uuidv7(), annotationRevision: 2 };
    const opinion = { verdict: "reject", reason: "wrong_tag", text: "" } as const;
    const [given, taken] = [uuidv7(), uuidv7()];
    sync.pushVerdict(given, { ...said, opinion, replaces: null });
    sync.pushVerdict(taken, { ...said, opinion: null, replaces: 1 });
    await soon(async () =>
      expect((await queued(place)).map(({ opId }) => opId)).toEqual([change, given, taken]),
    );
    const stands = { id: said.id, revision: 1 };
    browser.answer = ({ path }) => (path.includes("/review") ? Response.json(stands) : stored());
    sync.wake();
    await saved(sync);
    const [first, second] = browser.sent.slice(-2);
    expect(first).toMatchObject({
      method: "PUT",
      body: { ...opinion, opId: given, id: said.id, annotationRevision: 2 },
    });
    expect(first?.headers.get(ON_BEHALF_OF)).toBe(ana);
    expect(second).toMatchObject({
      method: "DELETE",
      path: expect.stringContaining(`opId=${taken}&revision=1`),
    });
    expect(reviewed.mock.calls).toEqual([
      [given, stands],
      [taken, stands],
    ]);
    await soon(async () => expect(await queued(place)).toEqual([]));
  });

  it("is tried again at once when the network is back or the page is looked at again", async () => {
    browser.answer = () => {
      throw new TypeError("Failed to fetch");
    };
    const { sync, push } = open();
    await sync.start();
    push();
    await wait(60_000);
    await soon(() => expect(sync.state.value.kind).toBe("offline"));
    for (const news of [() => browser.window.dispatchEvent(new Event("online")), () => browser.hide(false)]) {
      const { length } = browser.sent;
      news();
      expect(browser.sent.length).toBe(length + 1);
      await wait(0);
    }
  });
});

describe("a computer that keeps nothing", () => {
  it("is said, and the browser asks before the page is closed, until all is on the server", async () => {
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    });
    vi.resetModules();
    const fresh = await import("./sync");
    const sync = new fresh.Sync(placeOf(ana), {
      confirmed() {},
      reviewed() {},
      refused: () => [],
      conflictsKept() {},
    });
    const asks = () => !browser.window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    browser.answer = () => {
      throw new TypeError("Failed to fetch");
    };
    expect(asks()).toBe(false);
    sync.push(uuidv7(), marked());
    sync.push(uuidv7(), marked());
    await soon(() => expect(sync.unkept.value).toBe(2));
    expect(asks()).toBe(true);
    browser.answer = stored;
    await wait(1_000);
    await saved(sync as unknown as Sync);
    expect(sync.unkept.value).toBe(0);
    expect(asks()).toBe(false);
  });
});

describe("what an earlier page left waiting", () => {
  it("is sent oldest first, whichever document is opened, and only for the person it belongs to", async () => {
    browser.answer = stored;
    const [here, there, theirs] = [placeOf(ana), placeOf(ana), placeOf(ben)];
    const left = [uuidv7(), uuidv7(), uuidv7()];
    await enqueue({ ...there, opId: left[0] ?? "", steps: marked() });
    await enqueue({ ...theirs, opId: left[1] ?? "", steps: marked() });
    await enqueue({ ...there, opId: left[2] ?? "", steps: marked() });
    await sendLeftBehind(here);
    await soon(async () => expect(await queued(there)).toEqual([]));
    expect(browser.sent.map(opIdOf)).toEqual([left[0], left[2]]);
    expect(browser.sent[0]?.path).toContain(there.documentId);
    expect(await queued(theirs)).toHaveLength(1);
  });

  it("and the server refuses is kept until its document is opened", async () => {
    browser.answer = () => refusal("submitted");
    const there = placeOf(ana);
    await enqueue({ ...there, opId: uuidv7(), steps: marked() });
    await sendLeftBehind(placeOf(ana));
    await soon(async () => expect(await conflictsAt(there)).toHaveLength(1));
    expect(await queued(there)).toEqual([]);
  });

  it("comes before what is done now", async () => {
    browser.answer = stored;
    const place = placeOf(ana);
    const earlier = uuidv7();
    await enqueue({ ...place, opId: earlier, steps: marked() });
    const { sync, push } = open(place);
    const left = await sync.start();
    const now = push();
    expect(left.map(({ opId }) => opId)).toEqual([earlier]);
    await saved(sync);
    expect(browser.sent.map(opIdOf)).toEqual([earlier, now]);
  });
});
