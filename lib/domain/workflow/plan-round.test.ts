import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processorMs } from "@/lib/test/processor-ms";
import { type Held, type PlanDocument, type PlanInput, planRound, settledPlan } from "./plan-round";

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`);

const arbitraryInput = (sizes: { documents: number; people: number }): fc.Arbitrary<PlanInput> =>
  fc
    .record({
      people: fc.integer({ min: 0, max: sizes.people }).map((count) => numbered("p", count)),
      documents: fc.array(
        fc.record({
          length: fc.integer({ min: 1, max: 5_000 }),
          outlet: fc.constantFrom("Gazette", "Post", ""),
          story: fc.constantFrom("a", "b", "c", "d", "e"),
          copies: fc.integer({ min: 0, max: 3 }),
        }),
        { maxLength: sizes.documents },
      ),
      cap: fc.option(fc.integer({ min: 0, max: 4 })),
      seed: fc.string(),
      heldAt: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 4 }),
    })
    .map(({ documents: shapes, heldAt, ...rest }) => {
      const documents = shapes.map((shape, at) => ({ id: `d${at}`, ...shape }));
      // Somebody who is not planned with any more may hold work too.
      const holders = [...rest.people, "gone"];
      const pairs = new Map<string, Held>();
      for (const [d, p, counts] of heldAt) {
        const document = documents[d % Math.max(1, documents.length)];
        const personId = holders[p % holders.length];
        if (document && personId !== undefined)
          pairs.set(`${document.id} ${personId}`, {
            documentId: document.id,
            personId,
            counts,
            story: document.story,
          });
      }
      return { ...rest, documents, held: [...pairs.values()] };
    });

const heldBy = (input: PlanInput, personId: string) =>
  input.held.filter((held) => held.personId === personId);
const documentIn = (input: PlanInput, id: string): PlanDocument => {
  const document = input.documents.find((one) => one.id === id);
  if (!document) throw new Error(id);
  return document;
};

/** How many places can be filled at most: by trying everything. */
function mostPlaces(input: PlanInput): number {
  const wanted = input.documents.flatMap((document) => {
    const filled = input.held.filter(({ documentId, counts }) => counts && documentId === document.id).length;
    return Array.from({ length: Math.max(0, document.copies - filled) }, () => document);
  });
  const room = new Map(
    input.people.map((id) => [
      id,
      (input.cap ?? 99) - heldBy(input, id).filter(({ counts }) => counts).length,
    ]),
  );
  const told = new Set(
    input.held.map(({ documentId, personId }) => `${personId} ${documentIn(input, documentId).story}`),
  );
  const best = (at: number): number => {
    const document = wanted[at];
    if (!document) return 0;
    let most = best(at + 1);
    for (const person of input.people) {
      const key = `${person} ${document.story}`;
      const left = room.get(person) ?? 0;
      if (left <= 0 || told.has(key)) continue;
      room.set(person, left - 1);
      told.add(key);
      most = Math.max(most, 1 + best(at + 1));
      told.delete(key);
      room.set(person, left);
    }
    return most;
  };
  return best(0);
}

describe("a plan", () => {
  it("gives nobody a document or a story twice, nor more than the cap, and no document too many annotators", () => {
    fc.assert(
      fc.property(arbitraryInput({ documents: 14, people: 6 }), (input) => {
        const { added } = planRound(input);
        for (const person of input.people) {
          const held = heldBy(input, person);
          const mine = added.filter(({ personId }) => personId === person);
          const stories = mine.map(({ documentId }) => documentIn(input, documentId).story);
          const before = held.map(({ documentId }) => documentIn(input, documentId).story);
          expect(new Set(stories).size).toBe(stories.length);
          expect(stories.filter((story) => before.includes(story))).toEqual([]);
          const counted = held.filter(({ counts }) => counts).length;
          if (mine.length > 0) expect(mine.length + counted).toBeLessThanOrEqual(input.cap ?? 99);
        }
        for (const { id, copies } of input.documents) {
          const mine = added.filter(({ documentId }) => documentId === id).length;
          const held = input.held.filter(({ documentId, counts }) => counts && documentId === id).length;
          expect(mine).toBeLessThanOrEqual(Math.max(0, copies - held));
        }
        expect(added.every(({ personId }) => input.people.includes(personId))).toBe(true);
      }),
    );
  });

  it("fills as many places as any plan could, and names the ones that stay empty", () => {
    fc.assert(
      fc.property(arbitraryInput({ documents: 5, people: 3 }), (input) => {
        const { added, shortfalls } = planRound(input);
        expect(added.length).toBe(mostPlaces(input));
        const wanted = input.documents.reduce((sum, { id, copies }) => {
          const held = input.held.filter(({ documentId, counts }) => counts && documentId === id).length;
          return sum + Math.max(0, copies - held);
        }, 0);
        expect(shortfalls.reduce((sum, { missing }) => sum + missing, added.length)).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same for the same seed, whatever order people and documents come in", () => {
    fc.assert(
      fc.property(arbitraryInput({ documents: 10, people: 5 }), (input) => {
        const pairs = ({ added }: { added: readonly { documentId: string; personId: string }[] }) =>
          added.map(({ documentId, personId }) => `${documentId} ${personId}`).sort();
        const turned = {
          ...input,
          documents: input.documents.toReversed(),
          people: input.people.toReversed(),
          held: input.held.toReversed(),
        };
        expect(pairs(planRound(turned))).toEqual(pairs(planRound(input)));
      }),
    );
  });

  it("adds nothing when it is made again on its own result, and only adds when a document comes", () => {
    fc.assert(
      fc.property(arbitraryInput({ documents: 8, people: 5 }), (input) => {
        const { added } = planRound(input);
        const held = [
          ...input.held,
          ...added.map((pair) => ({
            ...pair,
            counts: true,
            story: documentIn(input, pair.documentId).story,
          })),
        ];
        expect(planRound({ ...input, held }).added).toEqual([]);
        const later = { id: "later", length: 100, outlet: "", story: "z", copies: 1 };
        const again = planRound({ ...input, held, documents: [...input.documents, later] });
        expect(again.added.every(({ documentId }) => documentId === "later")).toBe(true);
      }),
    );
  });

  it("keeps people's loads within the longest document and half a mean one, where nothing else decides", () => {
    const documents = fc.array(
      fc.record({ length: fc.integer({ min: 1, max: 9_000 }), outlet: fc.constantFrom("Gazette", "Post") }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(documents, fc.integer({ min: 2, max: 5 }), fc.string(), (shapes, count, seed) => {
        const copies = Math.min(2, count);
        const all = shapes.map((shape, at) => ({ ...shape, id: `d${at}`, story: `s${at}`, copies }));
        const { loads, shortfalls } = planRound({
          documents: all,
          people: numbered("p", count),
          cap: null,
          held: [],
          seed,
        });
        expect(shortfalls).toEqual([]);
        const lengths = loads.map(({ length }) => length);
        const mean = all.reduce((sum, { length }) => sum + length, 0) / all.length;
        const bound = Math.max(...all.map(({ length }) => length)) + mean / 2;
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it("gives each person their part of every outlet where documents are alike", () => {
    const documents = numbered("d", 40).map((id, at) => ({
      ...{ id, story: id, length: 1_000, copies: 1 },
      outlet: ["Gazette", "Post", "Lantern", "Courier"][at % 4] ?? "",
    }));
    const { added } = planRound({ documents, people: numbered("p", 5), cap: null, held: [], seed: "x" });
    const counts = new Map<string, number>();
    for (const { documentId, personId } of added) {
      const key = `${personId} ${documents.find(({ id }) => id === documentId)?.outlet}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts.values()].every((count) => count >= 1 && count <= 3)).toBe(true);
    expect(counts.size).toBe(20);
  });
});

describe("what a plan can't do", () => {
  const document = { id: "d", length: 100, outlet: "", story: "s", copies: 2 };
  const plan = (change: Partial<PlanInput>) =>
    planRound({ documents: [document], people: ["a", "b"], cap: null, held: [], seed: "", ...change });

  it("is said to be for want of people, for want of people who have not had the story, or for the cap", () => {
    expect(plan({}).shortfalls).toEqual([]);
    expect(plan({ people: ["a"] }).shortfalls).toEqual([
      { documentId: "d", missing: 1, kind: "tooFewPeople" },
    ]);
    const twin = { ...document, id: "twin" };
    const { shortfalls } = plan({ documents: [document, twin] });
    expect(shortfalls.reduce((sum, { missing }) => sum + missing, 0)).toBe(2);
    expect(new Set(shortfalls.map(({ kind }) => kind))).toEqual(new Set(["sameStory"]));
    const other = { ...document, id: "other", story: "t" };
    expect(plan({ documents: [document, other], cap: 1 }).shortfalls.map(({ kind }) => kind)).toContain(
      "capTooLow",
    );
  });
});

it("plans 1,000 documents for 20 people in well under the time a person waits for", () => {
  const documents = numbered("d", 1_000).map((id, at) => ({
    ...{ id, story: `s${at % 700}`, copies: 2 },
    outlet: `o${at % 9}`,
    length: 1_000 + ((at * 7_919) % 9_000),
  }));
  const took = processorMs(() => {
    const { added } = planRound({ documents, people: numbered("p", 20), cap: 100, held: [], seed: "speed" });
    expect(added.length).toBe(2_000);
  });
  expect(took).toBeLessThan(5_000);
});

describe("a plan made by hand", () => {
  it("is told with the same figures as the one that was drawn, as long as nobody changes it", () => {
    fc.assert(
      fc.property(arbitraryInput({ documents: 8, people: 4 }), (input) => {
        const drawn = planRound(input);
        expect(settledPlan(input, drawn.added)).toEqual(drawn);
      }),
    );
  });

  it("says which places stay empty that somebody could take", () => {
    const document = { id: "d", length: 10, outlet: "", story: "d", copies: 2 };
    const input: PlanInput = { documents: [document], people: ["a", "b"], cap: null, held: [], seed: "" };
    const { shortfalls, loads } = settledPlan(input, [
      { documentId: "d", personId: "a" },
      { documentId: "elsewhere", personId: "a" },
    ]);
    expect(shortfalls).toEqual([{ documentId: "d", missing: 1, kind: "notGiven" }]);
    expect(loads.map(({ documents }) => documents)).toEqual([1, 0]);
  });
});
