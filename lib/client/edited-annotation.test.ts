import { describe, expect, it } from "vitest";
import type { ChangeResource } from "@/lib/contracts/entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { AnnotationStore } from "./annotation-store";
import { EditedAnnotation } from "./edited-annotation";

const row = (id: string, revision: number, note = ""): StoredAnnotation => ({
  kind: "span",
  id,
  setId: "s",
  documentId: "d",
  tag: "ACTOR",
  spans: [{ start: 0, end: 4, quote: "Mira" }],
  entityId: null,
  attributes: {},
  note,
  revision,
  createdBy: "me",
  createdAt: "",
  updatedAt: "",
  deletedAt: null,
});
const change: ChangeResource = {
  seq: "1",
  kind: "annotation.updated",
  subjectId: "a",
  documentId: "d",
  documentTitle: "",
  setId: "s",
  principal: "lead",
  principalName: "Olga",
  opId: "o",
  at: "",
  before: null,
  after: null,
};

function opened() {
  const store = new AnnotationStore("d", "me", defaultScheme, "s");
  store.setText("Mira went.");
  store.load([row("a", 1), row("b", 1)]);
  return { store, editing: new EditedAnnotation(store) };
}

describe("an annotation that is being edited", () => {
  it("is not changed under one's hands: the news waits, the newest of it", () => {
    const { store, editing } = opened();
    editing.set("a");
    expect(editing.holdsBack(change, row("a", 2, "x"))).toBe(true);
    expect(editing.holdsBack(change, row("a", 3, "y"))).toBe(true);
    expect(store.get("a")?.note).toBe("");
    editing.show();
    expect(store.get("a")).toMatchObject({ note: "y", revision: 3 });
    expect(editing.held.value).toBeNull();
  });

  it("shows the news when one has left it", () => {
    const { store, editing } = opened();
    editing.set("a");
    editing.holdsBack(change, row("a", 2, "x"));
    editing.set(null);
    expect(store.get("a")?.note).toBe("x");
  });

  it("keeps back neither what happens to others nor what was done here", () => {
    const { editing } = opened();
    editing.set("a");
    expect(editing.holdsBack(change, row("b", 2))).toBe(false);
    expect(editing.holdsBack(change, row("a", 1))).toBe(false);
    editing.set(null);
    expect(editing.holdsBack(change, row("a", 2))).toBe(false);
  });
});
