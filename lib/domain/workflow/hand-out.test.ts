import fc from "fast-check";
import { expect, it } from "vitest";
import { handOut } from "./hand-out";

const document = (id: string, length = 1, more: { story?: string; isBegun?: boolean } = {}) => ({
  ...{ id, length, story: more.story ?? id, isBegun: more.isBegun ?? false },
});

it("shares evenly by length, and answers in the order it was asked", () => {
  const documents = [document("a", 10), document("b", 6), document("c", 5)];
  const { given } = handOut({ documents, people: ["p", "q"], had: [], takesBegun: true });
  expect(given).toEqual([
    { documentId: "a", personId: "p" },
    { documentId: "b", personId: "q" },
    { documentId: "c", personId: "q" },
  ]);
});

it("leaves what everybody has or has coded the story of, and begun work when that is not asked for", () => {
  const documents = [document("a"), document("b", 1, { story: "s" }), document("c", 1, { isBegun: true })];
  const had = [
    { documentId: "a", personId: "p", story: "a" },
    { documentId: "x", personId: "p", story: "s" },
  ];
  expect(handOut({ documents, people: ["p"], had, takesBegun: false })).toEqual({
    given: [],
    staying: [
      { documentId: "a", reason: "hasIt" },
      { documentId: "b", reason: "sameStory" },
      { documentId: "c", reason: "begun" },
    ],
  });
});

it("hands out each document once or says why not, and gives nobody a story twice", () => {
  const input = fc.record({
    documents: fc.uniqueArray(
      fc.record({
        id: fc.string(),
        length: fc.nat(50),
        story: fc.constantFrom("r", "s", "t", "u"),
        isBegun: fc.boolean(),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    ),
    people: fc.constantFrom([], ["p"], ["p", "q", "r"]),
    had: fc.constant([{ documentId: "?", personId: "q", story: "s" }]),
    takesBegun: fc.boolean(),
  });
  fc.assert(
    fc.property(input, (asked) => {
      const { given, staying } = handOut(asked);
      const all = [...given, ...staying].map(({ documentId }) => documentId).sort();
      expect(all).toEqual(asked.documents.map(({ id }) => id).sort());
      const stories = new Map(asked.documents.map(({ id, story }) => [id, story]));
      const told = given.map(({ documentId, personId }) => `${personId} ${stories.get(documentId)}`);
      expect(new Set(told).size).toBe(told.length);
      expect(told).not.toContain("q s");
    }),
  );
});
