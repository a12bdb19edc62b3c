import { describe, expect, it } from "vitest";
import type { StoredAnnotation } from "./annotation";
import type { Step } from "./apply-steps";
import { targetSet } from "./target-set";

const row = (id: string, setId: string): StoredAnnotation => ({
  kind: "document",
  id,
  setId,
  documentId: "d",
  tag: "TOPIC",
  attributes: {},
  note: "",
  revision: 1,
  createdBy: null,
  createdAt: "",
  updatedAt: "",
  deletedAt: null,
});
const rows = new Map(
  [row("a", "mine"), row("b", "theirs"), row("c", "theirs"), row("d", "gold")].map((one) => [one.id, one]),
);
const remove = (id: string): Step => ({ op: "delete", id, revision: 1 });
const create: Step = { op: "create", id: "new", kind: "document", tag: "TOPIC" };

describe("the set that steps write to", () => {
  it.each([
    ["one's own for what is new", [create], "mine"],
    ["one's own for one's own rows", [remove("a"), create], "mine"],
    ["one's own for rows that nobody knows", [remove("z")], "mine"],
    ["a teammate's for their rows alone", [remove("b"), remove("c")], "theirs"],
    ["nobody else's for rows of several", [remove("b"), remove("d")], "mine"],
    ["nobody else's where something new comes along", [remove("b"), create], "mine"],
  ])("is %s", (_, steps, expected) => {
    expect(targetSet(rows, steps, "mine")).toBe(expected);
  });
});
