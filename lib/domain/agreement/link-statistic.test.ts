import { expect, it } from "vitest";
import type { CodedDocument, Coding } from "./coding";
import { compareDocuments } from "./compare-documents";
import { planOf } from "./plan";

/** Three marks, the last of which is longer for whoever is generous; links by their ends. */
const coding = (
  coder: string,
  isGenerous: boolean,
  links: readonly (readonly [string, number, number])[],
): Coding => ({
  coder,
  units: [0, 10, 20].map((start, at) => ({
    id: `${coder}${at}`,
    tag: at === 1 ? "CUE" : "ACTOR",
    spans: [{ start, end: start + (isGenerous && at === 2 ? 8 : 4) }],
    attributes: {},
  })),
  links: links.map(([tag, from, to], at) => ({
    id: `${coder}-${at}`,
    tag,
    from: `${coder}${from}`,
    to: `${coder}${to}`,
  })),
});
const compared = (a: Coding, b: Coding, undirected: readonly string[] = []) => {
  const documents: CodedDocument[] = [{ id: "d", length: 30, tokens: [], codings: [a, b] }];
  const plan = { ...planOf(documents), undirected: new Set(undirected) };
  const of = (measure: string) => {
    const found = compareDocuments(documents, { plan, resamples: 0 }).measures.find(
      (one) => one.measure === measure,
    );
    return found?.overall.state === "value" ? found.overall.value : null;
  };
  return { labelled: of("relation-f1-labelled"), unlabelled: of("relation-f1-unlabelled") };
};

it("finds a relation again between marks that were matched, though they differ in extent", () => {
  expect(compared(coding("a", false, [["SOURCE", 1, 2]]), coding("b", true, [["SOURCE", 1, 2]]))).toEqual({
    labelled: 1,
    unlabelled: 1,
  });
});

it("tells types apart when it is asked to", () => {
  expect(compared(coding("a", false, [["SOURCE", 1, 2]]), coding("b", false, [["ADDRESSEE", 1, 2]]))).toEqual(
    { labelled: 0, unlabelled: 1 },
  );
});

it("minds the direction, but of relations that have none", () => {
  const [a, b] = [coding("a", false, [["MEETS", 0, 2]]), coding("b", false, [["MEETS", 2, 0]])];
  expect(compared(a, b)).toEqual({ labelled: 0, unlabelled: 0 });
  expect(compared(a, b, ["MEETS"])).toEqual({ labelled: 1, unlabelled: 1 });
});

it("counts relations one by one, and has no value where nobody drew any", () => {
  const twice = coding("b", false, [
    ["SOURCE", 1, 2],
    ["SOURCE", 1, 2],
  ]);
  expect(compared(coding("a", false, [["SOURCE", 1, 2]]), twice).labelled).toBeCloseTo(2 / 3, 12);
  expect(compared(coding("a", false, []), coding("b", false, []))).toEqual({
    labelled: null,
    unlabelled: null,
  });
});

it("cannot find again what hangs on a mark that the other has not", () => {
  const b = coding("b", false, [["SOURCE", 1, 2]]);
  const without = { ...b, units: b.units.slice(0, 2), links: [] };
  expect(compared(b, { ...without, coder: "c" }).labelled).toBe(0);
});
