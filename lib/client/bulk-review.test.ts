import { afterEach, expect, it, vi } from "vitest";
import { LEFT_OUT_MAX } from "@/lib/contracts/reviews";
import { BulkReview, countChosen, countLeftOut } from "./bulk-review";

const opinion = { verdict: "accept", reason: null, text: "" } as const;
const DOCUMENTS = 7;
const IN_EACH = 20;

type Body = {
  readonly filter: { readonly documents?: readonly string[] };
  readonly except?: readonly string[];
  readonly sample?: { readonly skip: number; readonly size: number };
  readonly documents?: readonly { readonly documentId: string }[];
};

const all = Array.from({ length: DOCUMENTS * IN_EACH }, (_, at) => ({
  annotationId: `a${at}`,
  documentId: `d${Math.floor(at / IN_EACH)}`,
}));

/** A project with as many annotations in each of its documents. */
function serve() {
  const sent: Body[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    // The client's own requests: their shape is the contract's.
    const body = JSON.parse(String(init.body)) as Body;
    sent.push(body);
    if (address.endsWith(":batch")) return Response.json({ count: 1, leftOut: [] });
    const { filter, except = [], sample = { skip: 0, size: 12 } } = body;
    const fits = all.filter(({ documentId }) => filter.documents?.includes(documentId) ?? true);
    const documents = [...new Set(fits.map(({ documentId }) => documentId))];
    return Response.json({
      count: fits.length,
      looked: documents.length,
      total: documents.length,
      documents: documents.map((documentId) => ({ documentId, count: IN_EACH, fingerprint: "f" })),
      leftOut: fits.filter(({ annotationId }) => except.includes(annotationId)),
      sample: fits.slice(sample.skip, sample.skip + sample.size),
      nextCursor: null,
    });
  });
  return sent;
}

async function lookedThrough(except: readonly string[] = []) {
  const bulk = new BulkReview("p", { unreviewed: true }, except);
  await bulk.narrow({});
  return bulk;
}

afterEach(() => vi.unstubAllGlobals());

it("shows more of what fits, each once and in its order, asking for no more documents than that needs", async () => {
  const sent = serve();
  const bulk = await lookedThrough();
  const shown = () => bulk.state.value.preview?.sample.map(({ annotationId }) => annotationId) ?? [];
  expect(shown()).toHaveLength(12);
  await bulk.showMore();
  expect(shown()).toEqual(all.slice(0, 62).map(({ annotationId }) => annotationId));
  expect(sent.at(-1)?.filter.documents).toEqual(["d0", "d1", "d2", "d3"]);
  while (shown().length < all.length) await bulk.showMore();
  expect(shown()).toEqual(all.map(({ annotationId }) => annotationId));
});

it("leaves out what is ticked off, and a document with nothing left in it", async () => {
  const sent = serve();
  const bulk = await lookedThrough();
  for (const { annotationId } of all.slice(0, IN_EACH + 1)) {
    if (!bulk.state.value.preview?.sample.some((one) => one.annotationId === annotationId))
      await bulk.showMore();
    bulk.setLeftOut(annotationId, true);
  }
  bulk.setLeftOut("a20", false);
  expect(countLeftOut(bulk.state.value)).toBe(IN_EACH);
  expect(countChosen(bulk.state.value)).toBe(all.length - IN_EACH);
  const run = bulk.run(opinion);
  expect(run?.state.value.total).toBe(all.length - IN_EACH);
  await run?.give();
  expect(sent.at(-1)?.except).toHaveLength(IN_EACH);
  expect(sent.at(-1)?.documents?.map(({ documentId }) => documentId)).not.toContain("d0");
});

it("knows of what was left out before though it is not shown, and under another filter only of what fits", async () => {
  serve();
  const bulk = await lookedThrough(["a139", "gone"]);
  expect(countChosen(bulk.state.value)).toBe(all.length - 1);
  await bulk.narrow({ documents: ["d0"] });
  expect(countLeftOut(bulk.state.value)).toBe(0);
  await bulk.narrow({ documents: ["d6"] });
  expect(countLeftOut(bulk.state.value)).toBe(1);
});

it("leaves out no more than can be sent", async () => {
  serve();
  const bulk = await lookedThrough(Array.from({ length: LEFT_OUT_MAX }, (_, at) => `x${at}`));
  bulk.setLeftOut("a0", true);
  expect(countLeftOut(bulk.state.value)).toBe(0);
});
