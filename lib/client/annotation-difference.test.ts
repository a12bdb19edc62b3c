import { describe, expect, it } from "vitest";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { differences, stepsBackTo } from "./annotation-difference";

const row: Extract<StoredAnnotation, { kind: "span" }> = {
  kind: "span",
  id: "a",
  setId: "s",
  documentId: "d",
  tag: "ACTOR",
  spans: [{ start: 0, end: 4, quote: "Mira" }],
  entityId: null,
  attributes: { certainty: "SURE" },
  note: "",
  revision: 3,
  createdBy: null,
  createdAt: "",
  updatedAt: "",
  deletedAt: null,
};
const removed = { ...row, deletedAt: "2026-01-01T00:00:00Z", revision: 4 };

describe("going back to an earlier state", () => {
  it("takes no step where nothing has changed", () => {
    expect(stepsBackTo({ ...row, revision: 9 }, row)).toEqual([]);
    expect(stepsBackTo({ ...removed, revision: 9 }, removed)).toEqual([]);
  });

  it("sets all that the annotation said, on the revision it is at now", () => {
    expect(stepsBackTo({ ...row, tag: "PLACE", revision: 9 }, row)).toEqual([
      {
        op: "update",
        id: "a",
        revision: 9,
        set: {
          tag: "ACTOR",
          attributes: { certainty: "SURE" },
          note: "",
          spans: [{ start: 0, end: 4 }],
          entityId: null,
        },
      },
    ]);
  });

  it("brings back what was removed, then what it said; and removes what was not there", () => {
    expect(stepsBackTo({ ...removed, note: "late" }, row)).toMatchObject([
      { op: "restore", revision: 4 },
      { op: "update", revision: 5, set: { note: "" } },
    ]);
    expect(stepsBackTo(row, removed)).toEqual([{ op: "delete", id: "a", revision: 3 }]);
  });
});

describe("what differs between two states", () => {
  it("is told once for each thing that people would name", () => {
    const after = {
      ...row,
      tag: "PLACE",
      spans: [{ start: 0, end: 9, quote: "Mira Oran" }],
      attributes: { group: true },
      entityId: "e",
      note: "see above",
    };
    expect(differences(row, after)).toEqual([
      { field: "tag", key: "", before: "ACTOR", after: "PLACE" },
      { field: "text", key: "", before: "Mira", after: "Mira Oran" },
      { field: "entity", key: "", before: "", after: "e" },
      { field: "attribute", key: "certainty", before: "SURE", after: "" },
      { field: "attribute", key: "group", before: "", after: "true" },
      { field: "note", key: "", before: "", after: "see above" },
    ]);
    expect(differences(row, row)).toEqual([]);
  });
});
