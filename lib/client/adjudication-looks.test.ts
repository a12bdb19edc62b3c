import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import type { AdjudicationWork, DecisionResource } from "@/lib/contracts/adjudication";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import type { DifferenceKind } from "@/lib/domain/adjudication/item";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { adjudicationLooks, itemLookOf } from "./adjudication-looks";
import { AdjudicationSession } from "./adjudication-session";
import type { Mark } from "./block-views";

const time = "2026-01-01T00:00:00.000Z";
const mark = (setId: string, id: string, start: number): AnnotationResource => ({
  ...{ kind: "span", id, documentId: "d", setId, tag: "ACTOR", attributes: {}, note: "", revision: 3 },
  ...{ entityId: null, spans: [{ start, end: start + 4, quote: "xxxx" }] },
  ...{ createdBy: null, createdAt: time, updatedAt: time, deletedAt: null },
});
const decision = (of: string, annotationId: string | null, revision = 3): DecisionResource => ({
  ...{ id: `on ${of}`, documentId: "d", kind: annotationId ? "chosen" : "neither", annotationId },
  ...{ reason: "", text: "", createdBy: "u", createdAt: time, deletedAt: null, revision: 1 },
  sources: [{ annotationId: of, revision, isTaken: annotationId !== null }],
});
const item = (id: string, differences: DifferenceKind[]) => ({
  ...{ id, kind: "span" as const, versions: [id], missing: differences.length > 0 ? ["b"] : [], differences },
  ...{ attributes: [], decisions: [], isChanged: false },
});
const set = (id: string) => ({ id, name: id, state: "submitted" as const, submittedAt: time });
const work: AdjudicationWork = {
  ...{ state: "ongoing", differing: 4, decided: 3, changed: 1, goldSetId: "gold", entities: {}, rules: [] },
  ...{ deciders: {}, orphaned: [], vanished: [], seq: "7", sets: [set("a"), set("b")] },
  items: [
    item("differs", ["missing"]),
    item("agreed", []),
    item("gold", ["missing"]),
    item("dropped", ["missing"]),
    item("changed", ["missing"]),
  ],
  annotations: ["differs", "agreed", "gold", "dropped", "changed"].map((id, at) => mark("a", id, at * 8)),
  decisions: [decision("gold", "g1"), decision("dropped", null), decision("changed", "g2", 2)],
  gold: [mark("gold", "g1", 16), mark("gold", "g2", 32)],
};

it("tells what is undecided, gold, left out and changed since apart, by frame and by sign", () => {
  const place = { userId: "u", userName: "U", projectId: "p", documentId: "d" };
  const session = new AdjudicationSession(place, defaultScheme, work, true);
  const looks = Object.fromEntries(session.board.items.map((one) => [one.id, itemLookOf(session, one)]));
  expect(looks).toEqual({
    differs: "differs",
    agreed: "agreed",
    gold: "gold",
    dropped: "dropped",
    changed: "changed",
  });
  // Of a mark, its id is all that is asked.
  const drawn = Object.keys(looks).map((id) => adjudicationLooks(session).of({ id } as Mark));
  expect(new Set(drawn.map(({ before }) => before)).size).toBe(5);
  const stateById = Object.fromEntries(Object.keys(looks).map((id, at) => [id, drawn[at]?.state]));
  expect(stateById).toEqual({
    differs: "open",
    agreed: "open",
    changed: "open",
    gold: "gold",
    dropped: "dropped",
  });
});
