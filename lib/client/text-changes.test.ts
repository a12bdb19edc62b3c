import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textChanges } from "./text-changes";

const far =
  "Nothing changed in this long sentence, which only keeps two corrections far enough from each other. ";

describe("what a correction changed", () => {
  it("is shown with what stands around it, one place after the other", () => {
    const before = `They met on Monday. ${far}${far}The treaty was signd.`;
    const { changes, count } = textChanges(
      before,
      before.replace("Monday", "Tuesday").replace("signd", "signed"),
      9,
    );
    expect(count).toBe(2);
    expect(changes[0]?.parts.slice(0, 3)).toEqual([
      { kind: "same", words: "They met on " },
      { kind: "removed", words: "Monday" },
      { kind: "added", words: "Tuesday" },
    ]);
    expect(changes[1]?.parts.map(({ words }) => words)).toContain("signed");
  });

  it("is cut after as many places as were asked for, and counted to the end", () => {
    const before = `one ${far}${far}two ${far}${far}three`;
    const { changes, count } = textChanges(before, before.replace(/one|two|three/g, "x$&"), 2);
    expect([changes.length, count]).toEqual([2, 3]);
  });

  it("is nothing when nothing changed, and all of the difference otherwise", () => {
    const text = fc.array(fc.constantFrom("Oran", " ", "met", "\n", "🕊️", far), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [before, after] = [a.join(""), b.join("")];
        const { changes, count } = textChanges(before, after, 1_000);
        expect(count === 0).toBe(before === after);
        const words = (kind: string) =>
          changes
            .flatMap(({ parts }) => parts.filter((part) => part.kind === kind))
            .reduce((n, p) => n + p.words.length, 0);
        expect(words("added") - words("removed")).toBe(after.length - before.length);
      }),
    );
  });
});
