import { expect, it } from "vitest";
import type { CodedRow, CodedSet } from "./coded-row";
import { compareInWorker } from "./compare-in-worker";

const plan = {
  coders: ["a", "b", "c"],
  gold: null,
  tags: ["A"],
  linkTags: [],
  undirected: new Set<string>(),
  attributes: [],
};
const settings = { measures: ["gamma"], resamples: 20, confidence: 0.95, seed: 1, itemsMax: 1 };

/** Marks side by side that hang together, so that it takes a real solver to align them exactly. */
function setOf(name: string, coder: string, by: number): CodedSet {
  const column = (of: (at: number) => unknown) =>
    JSON.stringify(Array.from({ length: 12 }, (_, at) => of(at)));
  return {
    coder,
    tags: column(() => "A"),
    links: column(() => false),
    starts: column((at) => at * 15 + by),
    ends: column((at) => at * 15 + 12 + ((at * by) % 4)),
    spans: column(() => null),
    ids: column((at) => `${name}/${coder}/${at}`),
    froms: column(() => null),
    tos: column(() => null),
    attributes: column(() => ({})),
  };
}

const documents = [0, 1].map((number): CodedRow => {
  const text = "word ".repeat(40);
  const sets = plan.coders.map((coder, by) => setOf(`${number}`, coder, by));
  return { id: `d${number}`, title: "", text, length: text.length, period: 0, sets };
});
async function* batches() {
  for (const document of documents) yield [document];
}
const idle = async () => undefined;

it("aligns for γ with the real solver, and says how far it is", async () => {
  const portions: number[] = [];
  const aligned = async (portion: number) => void portions.push(portion);
  const figures = await compareInWorker(plan, settings, batches(), {
    counted: idle,
    aligned,
    resampled: idle,
  });
  const [gamma] = figures.measures;
  expect(gamma).toMatchObject({ measure: "gamma", overall: { state: "value", documents: 2 } });
  expect(gamma?.overall).not.toMatchObject({ warnings: expect.arrayContaining(["approximate"]) });
  expect(gamma?.pairs).toHaveLength(3);
  expect(gamma?.timeMs).toBeGreaterThan(0);
  expect(portions.length).toBeGreaterThan(0);
  for (const portion of portions) expect(portion > 0 && portion <= 1).toBe(true);
});

it("leaves off while it aligns when it is told to", async () => {
  const enough = new Error("enough");
  const comparison = compareInWorker(plan, settings, batches(), {
    counted: idle,
    aligned: () => Promise.reject(enough),
    resampled: () => expect.fail("went on"),
  });
  await expect(comparison).rejects.toBe(enough);
});
