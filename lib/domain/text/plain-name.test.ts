import { describe, expect, it } from "vitest";
import { isPlainName, plainName } from "./plain-name";

const character = (code: number) => String.fromCodePoint(code);
const between = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => character(first + at));

describe("a plain name", () => {
  it.each([
    ["C0", between(0x00, 0x1f)],
    ["DEL and C1", between(0x7f, 0x9f)],
    ["line and paragraph separators", between(0x2028, 0x2029)],
    ["embeddings and overrides of direction", between(0x202a, 0x202e)],
    ["isolates of direction", between(0x2066, 0x2069)],
  ])("holds none of %s, and is plain without them", (_, characters) => {
    expect(characters.filter((one) => isPlainName(`Ana${one}Beck`))).toEqual([]);
    for (const one of characters) expect(plainName(`${one}Ana${one}${one}Beck`)).toBe("Ana Beck");
  });

  it.each([
    "Ana Beck",
    "Åse O’Neill-Şahin",
    "أمل\u200f",
    "עמית\u200e",
    "नमिता\u200d",
    "👩‍👩‍👧",
    "王\u3000小明",
  ])("may be %s, as it is", (name) => {
    expect(isPlainName(name)).toBe(true);
    expect(plainName(name)).toBe(name);
  });
});
