import { describe, expect, it } from "vitest";
import { keyFromTitle } from "./key-from-title";

const nothing = new Set<string>();

describe("the key of a new thing in a scheme", () => {
  it.each([
    ["Legal act", "LEGAL_ACT"],
    ["Déclaration d’intérêt", "DECLARATION_D_INTERET"],
    ["2nd source", "ND_SOURCE"],
    ["  – x –  ", "X"],
    ["событие", "TAG"],
    ["", "TAG"],
  ])("is readable: %s", (title, key) => {
    expect(keyFromTitle(title, "TAG", nothing)).toBe(key);
  });

  it("never repeats one that is taken", () => {
    const taken = new Set<string>();
    for (let count = 0; count < 20; count += 1) taken.add(keyFromTitle("Event", "TAG", taken));
    expect(taken.size).toBe(20);
  });

  it("is always a key that a scheme takes", () => {
    for (const title of ["a".repeat(100), "ﬁsh", "9", "_", "Ünïcödé 漢字", `${"x".repeat(59)} y`])
      expect(keyFromTitle(title, "TAG", new Set(["X"]))).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,63}$/);
  });
});
