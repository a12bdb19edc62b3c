import { afterEach, expect, it, vi } from "vitest";
import type { Opinion } from "@/lib/domain/review/verdict";
import { BulkReview } from "./bulk-review";

const opinion: Opinion = { verdict: "accept", reason: null, text: "" };
const DOCUMENTS = 250;
const nameOf = (n: number) => `d${String(n).padStart(4, "0")}`;

type Sent = {
  readonly path: string;
  readonly step?: number;
  readonly cursor?: string;
  readonly opId?: string;
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
  return { count: looked, looked, total: DOCUMENTS, documents, sample: [], nextCursor };
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
