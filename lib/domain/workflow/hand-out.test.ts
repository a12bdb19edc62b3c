import fc from "fast-check";
import { expect, it } from "vitest";
import { handOut } from "./hand-out";

type More = { readonly story?: string; readonly isBegun?: boolean; readonly round?: string };
const document = (id: string, length = 1, { story = id, isBegun = false, round = "1" }: More = {}) => ({
  ...{ id, length, story, isBegun, round },
});

it("shares evenly by length, and answers in the order it was asked", () => {
  const documents = [document("a", 10), document("b", 6), document("c", 5)];
  const { given } = handOut({ documents, people: ["p", "q"], had: [], room: [], takesBegun: true });
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
  expect(handOut({ documents, people: ["p"], had, room: [], takesBegun: false })).toEqual({
    given: [],
    staying: [
      { documentId: "a", reason: "hasIt" },
      { documentId: "b", reason: "sameStory" },
      { documentId: "c", reason: "begun" },
    ],
    over: [],
  });
});

it("goes above somebody's cap only where nobody has room, and says by how much", () => {
  const documents = [document("a", 9), document("b", 8), document("c", 7), document("d", 1, { round: "2" })];
  const room = [
    { personId: "p", round: "1", documents: 1 },
    { personId: "q", round: "1", documents: 1 },
  ];
  const { given, over } = handOut({ documents, people: ["p", "q"], had: [], room, takesBegun: true });
  expect(given.map(({ personId }) => personId)).toEqual(["p", "q", "q", "p"]);
  expect(over).toEqual([{ personId: "q", round: "1", by: 1 }]);
  // Who is above it already has no room, and not less than none.
  const above = [{ personId: "p", round: "1", documents: -3 }];
  const all = handOut({ documents, people: ["p"], had: [], room: above, takesBegun: true });
  expect(all.over).toEqual([{ personId: "p", round: "1", by: 3 }]);
});

it("gives nobody a document that they have", () => {
  const documents = [document("a", 9), document("b", 8)];
  const had = [
    { documentId: "a", personId: "p", story: "a" },
    { documentId: "b", personId: "q", story: "b" },
  ];
  const { given } = handOut({ documents, people: ["p", "q"], had, room: [], takesBegun: true });
  expect(given).toEqual([
    { documentId: "a", personId: "q" },
    { documentId: "b", personId: "p" },
  ]);
});

it("hands out each document once or says why not, and gives nobody a story twice", () => {
  const input = fc.record({
    documents: fc.uniqueArray(
      fc.record({
        id: fc.string(),
        length: fc.nat(50),
        story: fc.constantFrom("r", "s", "t", "u"),
        isBegun: fc.boolean(),
        round: fc.constantFrom("1", "2"),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    ),
    people: fc.constantFrom([], ["p"], ["p", "q", "r"]),
    had: fc.constant([{ documentId: "?", personId: "q", story: "s" }]),
    room: fc.constantFrom(
      [],
      [1, 0].map((documents) => ({ personId: documents ? "p" : "q", round: "1", documents })),
    ),
    takesBegun: fc.boolean(),
  });
  fc.assert(
    fc.property(input, (asked) => {
      const { given, staying, over } = handOut(asked);
      const all = [...given, ...staying].map(({ documentId }) => documentId).sort();
      expect(all).toEqual(asked.documents.map(({ id }) => id).sort());
      const stories = new Map(asked.documents.map(({ id, story }) => [id, story]));
      const told = given.map(({ documentId, personId }) => `${personId} ${stories.get(documentId)}`);
      expect(new Set(told).size).toBe(told.length);
      expect(told).not.toContain("q s");
      const rounds = new Map(asked.documents.map(({ id, round }) => [id, round]));
      for (const { personId, round, documents } of asked.room) {
        const has = given.filter((one) => one.personId === personId && rounds.get(one.documentId) === round);
        const by = over.find((one) => one.personId === personId && one.round === round)?.by ?? 0;
        expect(by).toBe(Math.max(0, has.length - documents));
      }
    }),
  );
});
