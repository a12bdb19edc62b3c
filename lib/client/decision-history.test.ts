import { describe, expect, it } from "vitest";
import type { ChangeResource } from "@/lib/contracts/entities";
import { historyEntries } from "./decision-history";

const change = (opId: string, kind: string, after: object): ChangeResource => ({
  ...{ seq: "1", opId, kind, subjectId: "x", documentId: "d", documentTitle: null, setId: null },
  ...{ principal: "u", principalName: opId, at: "2026-01-01T00:00:00.000Z", before: null },
  after: after as ChangeResource["after"],
});
const gone = "2026-01-02T00:00:00.000Z";
const decision = (kind: string, deletedAt: string | null, text = "") => ({
  ...{ id: kind, kind, deletedAt, text, reason: "" },
});
const gold = (deletedAt: string | null) => ({ kind: "span", tag: "ACTOR", spans: [], deletedAt });

describe("the history of a decision", () => {
  it("has one entry for each operation, with what was decided, why, and the gold that came of it", () => {
    const entries = historyEntries([
      change("Ben", "annotation.updated", gold(null)),
      change("Ben", "decision.made", decision("edited", null, "Too wide")),
      change("Ben", "decision.retracted", decision("chosen", gone, "At first")),
      change("Ana", "decision.made", decision("chosen", null, "At first")),
      change("Ana", "annotation.created", gold(null)),
    ]);
    expect(entries).toMatchObject([
      { by: "Ben", what: "made", kind: "edited", text: "Too wide", gold: [{ tag: "ACTOR" }] },
      { by: "Ana", what: "made", kind: "chosen", text: "At first", gold: [{ tag: "ACTOR" }] },
    ]);
  });

  it("tells what was taken back, with what stands again, from what was brought back and changed by hand", () => {
    const entries = historyEntries([
      change("1", "decision.retracted", decision("edited", gone)),
      change("1", "annotation.deleted", gold(gone)),
      change("2", "decision.retracted", decision("edited", gone)),
      change("2", "decision.restored", decision("chosen", null, "At first")),
      change("3", "decision.restored", decision("edited", null)),
      change("4", "annotation.updated", gold(null)),
      change("5", "decision.edited", decision("edited", null)),
    ]);
    expect(entries.map(({ what, kind, gold: shown }) => [what, kind, shown.length])).toEqual([
      ["takenBack", null, 0],
      ["takenBack", "chosen", 0],
      ["broughtBack", "edited", 0],
      ["changed", null, 1],
      ["changed", "edited", 0],
    ]);
  });
});
