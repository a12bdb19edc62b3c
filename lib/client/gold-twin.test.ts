import { expect, it } from "vitest";
import type { AdjudicationWork } from "@/lib/contracts/adjudication";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { AdjudicationBoard } from "./adjudication-board";
import { goldTwinOf } from "./gold-twin";

const time = "2026-01-01T00:00:00.000Z";
const mark = (setId: string, id: string, tag: string, end: number): AnnotationResource => ({
  ...{ kind: "span", id, documentId: "d", setId, tag, attributes: {}, note: "", revision: 1 },
  ...{ entityId: null, spans: [{ start: 0, end, quote: "x".repeat(end) }] },
  ...{ createdBy: null, createdAt: time, updatedAt: time, deletedAt: null },
});
const item = (id: string, missing: string[]) => ({
  ...{ id, kind: "span" as const, versions: [id], missing, differences: ["missing" as const] },
  ...{ attributes: [], decisions: [], isChanged: false },
});

it("is gold on the same words with the same tag that another item became, and never an item's own", () => {
  const annotations = [
    mark("a", "taken", "ACTOR", 4),
    mark("a", "twice", "ACTOR", 4),
    mark("a", "longer", "ACTOR", 6),
    mark("a", "other", "EVENT", 4),
  ];
  const work: AdjudicationWork = {
    ...{ state: "ongoing", differing: 4, decided: 1, changed: 0, goldSetId: "gold", entities: {}, rules: [] },
    ...{ deciders: {}, orphaned: [], vanished: [], seq: "7", sets: [], annotations },
    items: annotations.map(({ id }) => item(id, ["b"])),
    gold: [mark("gold", "g", "ACTOR", 4)],
    decisions: [
      {
        ...{ id: "x", documentId: "d", kind: "chosen", annotationId: "g", reason: "", text: "" },
        ...{ createdBy: null, createdAt: time, deletedAt: null, revision: 1 },
        sources: [{ annotationId: "taken", revision: 1, isTaken: true }],
      },
    ],
  };
  const board = new AdjudicationBoard(work, defaultScheme);
  const twins = annotations.map((version) => {
    const found = board.itemOf(version.id);
    return found && goldTwinOf(board, found, version)?.id;
  });
  expect(twins).toEqual([undefined, "g", undefined, undefined]);
});
