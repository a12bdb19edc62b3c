import { afterEach, expect, it, vi } from "vitest";
import type { ReviewRun } from "@/lib/contracts/review-runs";
import type { Opinion } from "@/lib/domain/review/verdict";
import { begunRun } from "./begun-runs";
import { BulkReview } from "./bulk-review";

const opinion: Opinion = { verdict: "accept", reason: null, text: "" };
const DOCUMENTS = 250;
const nameOf = (n: number) => `d${String(n).padStart(4, "0")}`;

type Sent = {
  readonly path: string;
  readonly step?: number;
  readonly cursor?: string;
  readonly opId?: string;
  readonly undoOpId?: string;
  readonly planned?: { readonly steps: number; readonly annotations: number };
};

/** A project whose documents have an annotation each; `fails` is asked before each request is applied. */
function serve({ fails = (_: Sent): boolean => false, changed = [] as string[] } = {}) {
  const sent: Sent[] = [];
  const given = new Map<number, readonly string[]>();
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    // The client's own requests: their shape is the contract's.
    const body = JSON.parse(String(init.body)) as Omit<Sent, "path"> & {
      documents?: { documentId: string }[];
    };
    const request = { ...body, path: address.split(":")[1] ?? "" };
    sent.push(request);
    if (fails(request)) throw new TypeError("network");
    if (request.path === "preview") return Response.json(pageAfter(request.cursor));
    if (request.path === "batch") {
      const documents = (body.documents ?? []).map(({ documentId }) => documentId);
      const kept = documents.filter((id) => !changed.includes(id));
      given.set(body.step ?? 0, kept);
      return Response.json({ count: kept.length, leftOut: documents.filter((id) => !kept.includes(id)) });
    }
    const at = Number(body.cursor ?? 0);
    const undone = given.get(at)?.length ?? 0;
    const nextCursor = at + 1 < given.size ? String(at + 1) : null;
    return Response.json({ undone, kept: 0, nextCursor });
  });
  return { sent, given };
}

function pageAfter(cursor: string | undefined) {
  const from = Number(cursor ?? 0);
  const looked = Math.min(100, DOCUMENTS - from);
  const documents = Array.from({ length: looked }, (_, at) => ({
    documentId: nameOf(from + at),
    count: 1,
    fingerprint: "f",
  }));
  const nextCursor = from + looked < DOCUMENTS ? String(from + looked) : null;
  return { count: looked, looked, total: DOCUMENTS, documents, leftOut: [], sample: [], nextCursor };
}

async function lookedThrough() {
  const bulk = new BulkReview("p", { differences: ["none"], unreviewed: true });
  await bulk.narrow({});
  return bulk;
}

async function readyRun() {
  const run = (await lookedThrough()).run(opinion);
  if (!run) throw new Error("Nothing fits");
  return run;
}

afterEach(() => vi.unstubAllGlobals());

it("looks through all pages, and is stopped and goes on where it was", async () => {
  serve();
  const bulk = await lookedThrough();
  expect(bulk.state.value).toMatchObject({
    isLooking: false,
    preview: { count: DOCUMENTS, looked: DOCUMENTS },
  });
  const stopped = new BulkReview("p", { unreviewed: true });
  const unwatch = stopped.state.subscribe(() => {
    if (stopped.state.value.preview?.looked === 100) stopped.stop();
  });
  await stopped.narrow({ unreviewed: false });
  unwatch();
  expect(stopped.state.value).toMatchObject({ isLooking: false, problem: "", preview: { count: 100 } });
  expect(stopped.run(opinion)?.state.value.total).toBe(100);
  await stopped.lookOn();
  expect(stopped.state.value.preview).toMatchObject({ count: DOCUMENTS, nextCursor: null });
});

it("keeps what came when the line breaks, and shows nothing of another filter", async () => {
  let isBroken = false;
  serve({ fails: ({ cursor }) => isBroken && cursor === "100" });
  const bulk = await lookedThrough();
  isBroken = true;
  await bulk.narrow({ tags: ["ACTOR"] });
  expect(bulk.state.value).toMatchObject({ isLooking: false, preview: { count: 100 } });
  expect(bulk.state.value.problem).not.toBe("");
  isBroken = false;
  await bulk.lookOn();
  expect(bulk.state.value).toMatchObject({ problem: "", preview: { count: DOCUMENTS } });
});

it("gives in numbered steps under one id, says what was left out, and takes all of it back", async () => {
  const { sent } = serve({ changed: [nameOf(3), nameOf(120)] });
  const run = await readyRun();
  await run.give();
  expect(run.state.value).toMatchObject({
    isGiven: true,
    given: 248,
    leftOut: 2,
    leftOutDocuments: 2,
    sent: DOCUMENTS,
  });
  const steps = sent.filter(({ path }) => path === "batch");
  expect(steps.map(({ step }) => step)).toEqual([0, 1, 2]);
  expect(new Set(steps.map(({ opId }) => opId)).size).toBe(1);
  await run.undo();
  expect(run.state.value).toMatchObject({ isUndone: true, undone: 248, doing: null });
});

it("stops after the step under way, and goes on with the next", async () => {
  const { sent } = serve();
  const run = await readyRun();
  const unwatch = run.state.subscribe(() => {
    if (run.state.value.given === 100) run.stop();
  });
  await run.give();
  unwatch();
  expect(run.state.value).toMatchObject({ doing: null, isGiven: false, given: 100, total: DOCUMENTS });
  await run.give();
  expect(run.state.value).toMatchObject({ isGiven: true, given: DOCUMENTS });
  expect(sent.filter(({ path }) => path === "batch").map(({ step }) => step)).toEqual([0, 1, 2]);
});

it("says where it stands when the line breaks, and sends that step again", async () => {
  let isBroken = true;
  const { sent } = serve({ fails: ({ path, step }) => path === "batch" && step === 1 && isBroken });
  const run = await readyRun();
  await run.give();
  expect(run.state.value).toMatchObject({ doing: null, isGiven: false, given: 100 });
  expect(run.state.value.problem).not.toBe("");
  isBroken = false;
  await run.give();
  expect(run.state.value).toMatchObject({ isGiven: true, given: DOCUMENTS, problem: "" });
  expect(sent.filter(({ path }) => path === "batch").map(({ step }) => step)).toEqual([0, 1, 1, 2]);
});

/** What the server knows of one that stopped after its first step. */
const stopped: ReviewRun = {
  id: "01900000-0000-7000-8000-000000000001",
  reviewerId: "r",
  reviewerName: "Rita",
  ...opinion,
  filter: { differences: ["none"], unreviewed: true },
  except: [],
  planned: DOCUMENTS,
  given: 100,
  undone: 0,
  nextStep: 1,
  state: "stopped",
  undoing: null,
  startedAt: "",
  lastAt: "",
};

it("goes on with one that was begun elsewhere, in steps after those it has", async () => {
  const { sent } = serve();
  const run = (await lookedThrough()).run(opinion, { ...stopped, nextStep: 7 });
  await run?.give();
  expect(run?.state.value).toMatchObject({ isGiven: true, given: 100 + DOCUMENTS, total: 100 + DOCUMENTS });
  const steps = sent.filter(({ path }) => path === "batch");
  expect(steps).toMatchObject([7, 8, 9].map((step) => ({ opId: stopped.id, step })));
  expect(steps.map(({ planned }) => planned)).toEqual(
    Array(3).fill({ steps: 10, annotations: 100 + DOCUMENTS }),
  );
});

it("stops taking back after the part under way, and goes on with it there or elsewhere", async () => {
  const { sent } = serve();
  const given = await readyRun();
  await given.give();
  const unwatch = given.state.subscribe(() => {
    if (given.state.value.undone === 100) given.stop();
  });
  await given.undo();
  unwatch();
  expect(given.state.value).toMatchObject({ doing: null, isUndone: false, undone: 100, problem: "" });

  const undoing = { opId: "01900000-0000-7000-8000-000000000002", cursor: "1" };
  const elsewhere = begunRun("p", { ...stopped, given: DOCUMENTS, undone: 100, state: "undoing", undoing });
  await elsewhere.undo();
  expect(elsewhere.state.value).toMatchObject({ isUndone: true, undone: DOCUMENTS });
  expect(sent.filter(({ path }) => path === "undo").slice(1)).toMatchObject([
    { opId: stopped.id, undoOpId: undoing.opId, cursor: "1" },
    { opId: stopped.id, undoOpId: undoing.opId, cursor: "2" },
  ]);
});
