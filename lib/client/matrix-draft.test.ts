import { expect, it } from "vitest";
import type { MatrixRow } from "@/lib/contracts/round-matrix";
import { MatrixDraft } from "./matrix-draft";

const row = (
  documentId: string,
  cells: [string, "open" | "submitted" | "returned", number][],
): MatrixRow => ({
  ...{ documentId, title: documentId, outlet: "", length: 1, copies: 2 },
  cells: cells.map(([userId, state, annotations]) => ({ userId, state, annotations, isClaimed: false })),
});
const pair = { documentId: "d", userId: "a" };

it("gives and takes back, and a change back to how it was is no change", () => {
  const none = new MatrixDraft([row("d", [])]);
  const given = none.toggle(pair);
  expect(given.changes).toEqual([{ ...pair, op: "add" }]);
  expect([given.has(pair), given.filled("d")]).toEqual([true, 1]);
  expect(given.toggle(pair).changes).toEqual([]);
});

it("leaves finished work alone, and gives again what was given back", () => {
  const done = new MatrixDraft([row("d", [["a", "submitted", 3]])]);
  expect(done.toggle(pair).changes).toEqual([]);
  const returned = new MatrixDraft([row("d", [["a", "returned", 3]])]);
  expect(returned.filled("d")).toBe(0);
  expect(returned.toggle(pair).changes).toEqual([{ ...pair, op: "add" }]);
});

it("spares what has been begun when a whole column is taken back", () => {
  const both = new MatrixDraft([row("d", [["a", "open", 2]]), row("e", [["a", "open", 0]])]);
  const pairs = [pair, { documentId: "e", userId: "a" }];
  expect(both.set(pairs, "remove", { sparesBegun: true }).changes.map((one) => one.documentId)).toEqual([
    "e",
  ]);
  expect(both.set(pairs, "remove").changes).toHaveLength(2);
});
