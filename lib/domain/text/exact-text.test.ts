import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExactText, exactText } from "./exact-text";

/** The same promise, one character at a time and without cleverness. */
function slowExactText(raw: string): ExactText {
  const given = [...raw];
  let line = 1;
  for (const [at, character] of given.entries()) {
    if (character === "\0") return { ok: false, at, line, reason: "nul" };
    if (/^[\uD800-\uDFFF]$/.test(character)) return { ok: false, at, line, reason: "lone_surrogate" };
    if (character === "\n" || (character === "\r" && given[at + 1] !== "\n")) line++;
  }
  const kept: string[] = [];
  for (const [at, character] of given.entries()) {
    if (at === 0 && character === "\uFEFF") continue;
    if (character === "\r" && given[at + 1] === "\n") continue;
    kept.push(character === "\r" ? "\n" : character);
  }
  const text = kept.join("");
  return text.trim() === "" ? { ok: false, at: 0, line: 1, reason: "empty" } : { ok: true, text };
}

const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "\r",
      "\n",
      "\r\n",
      "\uFEFF",
      " ",
      "a",
      "é",
      "e\u0301",
      "👩‍👩‍👧",
      "\u0007",
      "\u0085",
    ),
  },
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom("\0", "\uD83D", "\uDE00") },
);
const raws = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));

describe("exactText", () => {
  it("agrees with a slow reading, character by character", () => {
    fc.assert(
      fc.property(raws, (raw) => {
        expect(exactText(raw)).toEqual(slowExactText(raw));
      }),
      { numRuns: 2_000 },
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(raws, (raw) => {
        const once = exactText(raw);
        if (once.ok && !once.text.startsWith("\uFEFF")) expect(exactText(once.text)).toEqual(once);
      }),
    );
  });

  it.each([
    ["CRLF and lone CR", "a\r\nb\rc\n\rd", "a\nb\nc\n\nd"],
    ["one leading byte order mark, not the second", "\uFEFF\uFEFFa", "\uFEFFa"],
    ["no byte order mark inside", "a\uFEFFb", "a\uFEFFb"],
    [
      "no composition, no controls, no spaces",
      "e\u0301\u0001\u00A0\u2028 \t",
      "e\u0301\u0001\u00A0\u2028 \t",
    ],
  ])("settles %s", (_, raw, text) => {
    expect(exactText(raw)).toEqual({ ok: true, text });
  });

  it.each([
    ["NUL after an astral character on line 3", "a\r\n\n👍\0", { at: 5, line: 3, reason: "nul" }],
    ["a lone first half", "ab\uD83Dc", { at: 2, line: 1, reason: "lone_surrogate" }],
    ["a lone second half", "\n\uDE00", { at: 1, line: 2, reason: "lone_surrogate" }],
    ["a first half at the very end", "a\uD83D", { at: 1, line: 1, reason: "lone_surrogate" }],
    ["nothing", "", { at: 0, line: 1, reason: "empty" }],
    ["white space only", "\uFEFF \n\t\u00A0", { at: 0, line: 1, reason: "empty" }],
  ])("refuses %s and says where", (_, raw, refusal) => {
    expect(exactText(raw)).toEqual({ ok: false, ...refusal });
  });
});
