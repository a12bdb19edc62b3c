import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANDMARK_LENGTH, landmarkAt, landmarksOf } from "./landmarks";

const word = fc.constantFrom("a", "Oran", "met", "the envoy", "漢", "🕊️", "\n");
const text = fc.array(word, { maxLength: 25 }).map((words) => words.join(" "));
const edge = LANDMARK_LENGTH;
const fenced = (text: string) => `${"\0".repeat(edge)}${text}${"\udc00".repeat(edge)}`;

/** How often a text has a stretch, counting overlapping ones. */
function count(text: string, stretch: string): number {
  let found = 0;
  for (let at = text.indexOf(stretch); at >= 0; at = text.indexOf(stretch, at + 1)) found++;
  return found;
}

describe("landmarks", () => {
  it("are where both texts have the same stretch, once where words begin", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { before: side } = landmarksOf(before, after);
        const [a, b] = [fenced(before), fenced(after)];
        for (const [n, place] of side.places.entries()) {
          const other = side.others[n] ?? 0;
          const stretch = a.slice(place + edge, place + edge + LANDMARK_LENGTH);
          expect(b.slice(other + edge, other + edge + LANDMARK_LENGTH)).toBe(stretch);
        }
      }),
    );
  });

  it("are all word beginnings whose stretch is in each text exactly once", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { before: side } = landmarksOf(before, after);
        const [a, b] = [fenced(before), fenced(after)];
        for (const { index } of before.matchAll(/(?<=^|\s)\S/g)) {
          const stretch = a.slice(index + edge, index + edge + LANDMARK_LENGTH);
          if (count(a, stretch) === 1 && count(b, stretch) === 1) expect([...side.places]).toContain(index);
        }
      }),
    );
  });

  it("lead from one text to the other and back", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { before: from, after: to } = landmarksOf(before, after);
        const back = new Map([...to.places].map((place, n) => [place, to.others[n]]));
        for (const [n, place] of from.places.entries()) expect(back.get(from.others[n] ?? 0)).toBe(place);
        expect(to.places.length).toBe(from.places.length);
      }),
    );
  });

  it("are found from any place: the last one before it, the first one after it", () => {
    const { before } = landmarksOf("Mira met Oran in Lysa on Monday.", "Mira met Oran in Lysa on Sunday.");
    expect(landmarkAt(before, 0, "before")).toEqual({ at: 0, other: 0 });
    expect(landmarkAt(before, 1, "after")).toEqual({ at: 5, other: 5 });
    expect(landmarkAt(before, -1, "before")).toEqual({ at: -LANDMARK_LENGTH, other: -LANDMARK_LENGTH });
    expect(landmarkAt(before, 5, "after")).toEqual({ at: 5, other: 5 });
    expect(landmarkAt(before, -LANDMARK_LENGTH - 1, "before")).toBeNull();
  });
});
