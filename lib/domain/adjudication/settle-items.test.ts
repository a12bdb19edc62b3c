import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Annotation } from "../annotation/annotation";
import { alignWork } from "./align-work";
import { itemStates, orphanDecisions } from "./decision";
import { goldItems } from "./gold-items";
import { type SettleRule, settleItems } from "./settle-items";

const sets = ["a", "b", "c"];
const mark = (setId: string, id: string, tag: string, start: number, end: number): Annotation => ({
  kind: "span",
  documentId: "document",
  note: "",
  revision: 1,
  id,
  setId,
  tag,
  attributes: {},
  entityId: null,
  spans: [{ start, end, quote: "x".repeat(end - start) }],
});
const drawn = fc.record({
  tag: fc.constantFrom("ACTOR", "EVENT"),
  start: fc.nat(6),
  size: fc.integer({ min: 1, max: 3 }),
});
const work = fc.array(fc.array(drawn, { maxLength: 5 }), { minLength: 2, maxLength: 3 }).map((people) =>
  people.map((list, at) => ({
    set: sets[at] ?? "",
    annotations: list.map(({ tag, start, size }, n) =>
      mark(sets[at] ?? "", `${sets[at]}${n}`, tag, start, start + size),
    ),
  })),
);
const said = (one: Annotation, match: SettleRule["match"]) =>
  JSON.stringify([one.tag, match === "exact" && one.kind === "span" ? one.spans : null]);

describe("a rule", () => {
  it("settles just what counting heads settles", () => {
    fc.assert(
      fc.property(
        work,
        fc.constantFrom("agreed" as const, "majority" as const),
        fc.constantFrom("exact" as const, "overlap" as const),
        (people, policy, match) => {
          const items = alignWork(people);
          const settled = new Map(settleItems(items, { policy, match }).map((one) => [one.item.id, one]));
          for (const { id, versions } of items) {
            const alike = versions.map(
              (one) => versions.filter((other) => said(one, match) === said(other, match)).length,
            );
            const most = Math.max(...alike);
            const found = settled.get(id);
            const isAgreed = most === people.length;
            expect(found !== undefined).toBe(isAgreed || (policy === "majority" && most * 2 > people.length));
            if (!found) continue;
            expect(found.kind).toBe(isAgreed ? "agreed" : "majority");
            expect(found.taken).toHaveLength(most);
            expect(found.taken).toContain(found.from);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("takes the boundary that most have, where boundaries may differ", () => {
    const items = alignWork([
      { set: "a", annotations: [mark("a", "a1", "ACTOR", 0, 13)] },
      { set: "b", annotations: [mark("b", "b1", "ACTOR", 9, 13)] },
      { set: "c", annotations: [mark("c", "c1", "ACTOR", 9, 13)] },
    ]);
    const [settled] = settleItems(items, { policy: "agreed", match: "overlap" });
    expect(settled?.from).toMatchObject({ spans: [{ start: 9, end: 13 }] });
    expect(settleItems(items, { policy: "agreed", match: "exact" })).toEqual([]);
  });

  it("never settles what a majority has not marked", () => {
    const items = alignWork([
      { set: "a", annotations: [mark("a", "a1", "ACTOR", 0, 4)] },
      { set: "b", annotations: [] },
      { set: "c", annotations: [] },
    ]);
    expect(settleItems(items, { policy: "majority", match: "overlap" })).toEqual([]);
  });
});

describe("a decision", () => {
  const [mine, theirs] = [mark("a", "a1", "ACTOR", 0, 4), mark("b", "b1", "ACTOR", 0, 6)];
  const source = (annotationId: string, revision = 1) => ({ annotationId, revision, isTaken: false });
  const decision = { id: "d", kind: "neither" as const, annotationId: null };
  const of = (...annotations: Annotation[]) =>
    alignWork(
      ["a", "b"].map((set) => ({ set, annotations: annotations.filter(({ setId }) => setId === set) })),
    );
  const state = (sources: ReturnType<typeof source>[], ...annotations: Annotation[]) =>
    itemStates(of(...annotations), [{ ...decision, sources }]).get("a1");

  it("stands while its sources are what they were", () => {
    expect(state([source("a1"), source("b1")], mine, theirs)).toMatchObject({ isChanged: false });
  });

  it("is flagged when a source has changed, gone or been joined by another", () => {
    expect(state([source("a1"), source("b1")], { ...mine, revision: 2 }, theirs)).toMatchObject({
      isChanged: true,
    });
    expect(state([source("a1"), source("b1")], mine)).toMatchObject({ isChanged: true });
    expect(state([source("a1")], mine, theirs)).toMatchObject({ isChanged: true });
  });

  it("without any of its sources left leaves gold on nothing, but for what was added or is kept", () => {
    const gone = { ...decision, kind: "chosen" as const, annotationId: "g", sources: [source("x1")] };
    const none = { ...decision, id: "n", sources: [source("x1")] };
    const kept = { ...gone, id: "k", kind: "kept" as const };
    const added = { ...gone, id: "e", kind: "edited" as const, sources: [] };
    expect(orphanDecisions(of(mine), [gone, none, kept, added])).toEqual([gone]);
  });

  it("tells gold that stands for itself from gold of what annotators marked", () => {
    const gold = (id: string, start: number) => mark("gold", id, "ACTOR", start, start + 4);
    const by = (id: string, sources: string[], kind: "chosen" | "kept" = "chosen") => ({
      ...{ id: `d of ${id}`, kind, annotationId: id },
      sources: sources.map((one) => source(one)),
    });
    const decisions = [
      by("taken", ["a1"]),
      by("added", []),
      by("orphan", ["x1", "x2"]),
      by("kept", ["x3"], "kept"),
    ];
    const all = ["unexplained", "kept", "orphan", "added", "taken"].map((id, at) => gold(id, 50 - at));
    expect(goldItems(of(mine), decisions, all).map(({ id, origin }) => [id, origin])).toEqual([
      ["added", "added"],
      ["orphan", "orphaned"],
      ["kept", "kept"],
      ["unexplained", "added"],
    ]);
  });
});
