import { describe, expect, it } from "vitest";
import type { ChangeResource } from "@/lib/contracts/entities";
import { groupChanges } from "./change-group";

const start = Date.parse("2026-03-01T12:00:00.000Z");
let seq = 1000;

/** Newest first, as the page has them: each minute is minutes before `start`. */
function change(minute: number, kind: string, more: Partial<ChangeResource> = {}): ChangeResource {
  seq -= 1;
  return {
    seq: String(seq),
    kind,
    subjectId: "s",
    documentId: "d1",
    documentTitle: "Report",
    setId: null,
    principal: "ana",
    principalName: "Ana",
    opId: "o",
    at: new Date(start - minute * 60_000).toISOString(),
    before: null,
    after: null,
    ...more,
  };
}

const sizes = (changes: readonly ChangeResource[]) =>
  groupChanges(changes).map((group) => group.changes.length);

describe("entries of the activity page", () => {
  it("make one of an hour of marking one text", () => {
    const hour = Array.from({ length: 60 }, (_, minute) => change(minute, "annotation.created"));
    expect(sizes(hour)).toEqual([60]);
    expect(groupChanges(hour)[0]?.newest).toBe(hour[0]);
  });

  it("begin anew after a pause, in another text, by another person and with another kind of change", () => {
    expect(
      sizes([
        change(0, "annotation.created"),
        change(11, "annotation.created"),
        change(12, "annotation.created", { documentId: "d2" }),
        change(13, "annotation.created", { documentId: "d2", principal: "ben" }),
        change(14, "annotation.deleted", { documentId: "d2", principal: "ben" }),
      ]),
    ).toEqual([1, 1, 1, 1, 1]);
  });

  it("join documents that came together, but never roles or versions of the scheme", () => {
    expect(
      sizes([
        change(0, "document.created"),
        change(0, "document.created", { documentId: "d2" }),
        change(1, "member.updated"),
        change(1, "member.updated"),
        change(2, "scheme.replaced"),
        change(2, "scheme.replaced"),
      ]),
    ).toEqual([2, 1, 1, 1, 1]);
  });

  it("make one of the verdicts on a document, however many were given at once", () => {
    const run = ["d1", "d1", "d1", "d2", "d2"].map((documentId) =>
      change(0, "review.created", { documentId }),
    );
    expect(sizes(run)).toEqual([3, 2]);
  });

  it("tell of a verdict on many once that it was given, and once that it was taken back", () => {
    const part = (nextCursor: string | null) => change(0, "reviewRun.undone", { after: { nextCursor } });
    const step = (number: number) => change(1, "reviewRun.given", { after: { step: number } });
    expect(sizes([part(null), part("200001"), step(2), step(1), step(0)])).toEqual([1, 1]);
  });

  it("tell of an operation what it was about, and not what it did on the way", () => {
    const finish = ["assignment.adjudicated", "assignment.adjudicated", "assignment.submitted"];
    const resume = ["assignment.unsettled", "assignment.unsettled", "assignment.reopened"];
    const settle = [
      "decision.made",
      "decision.made",
      "decision.retracted",
      "annotation.created",
      "entity.created",
      "assignment.opened",
    ];
    const takeBack = ["decision.retracted", "annotation.deleted", "case.deleted"];
    const told = [finish, resume, settle, takeBack].map((kinds, at) =>
      groupChanges(kinds.map((kind) => change(0, kind, { opId: `op${at}` }))).map(
        ({ newest, changes }) => `${newest.kind} ${changes.length}`,
      ),
    );
    expect(told).toEqual([
      ["assignment.adjudicated 2"],
      ["assignment.unsettled 2"],
      ["decision.made 2"],
      ["decision.retracted 1"],
    ]);
  });

  it("tell what is a consequence elsewhere where it is an operation of its own", () => {
    const apart = ["decision.made", "decision.retracted", "annotation.created", "assignment.submitted"].map(
      (kind, at) => change(at, kind, { opId: `own${at}` }),
    );
    expect(sizes(apart)).toEqual([1, 1, 1, 1]);
  });

  it("lose nothing and keep the order", () => {
    const mixed = Array.from({ length: 200 }, (_, at) =>
      change(at * 3, at % 7 < 4 ? "annotation.created" : "annotation.updated", {
        documentId: at % 11 < 6 ? "d1" : "d2",
      }),
    );
    expect(groupChanges(mixed).flatMap((group) => group.changes)).toEqual(mixed);
  });
});
