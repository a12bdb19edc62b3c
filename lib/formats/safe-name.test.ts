import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SafeNames } from "./safe-name";

describe("SafeNames", () => {
  it("keeps good names and makes others plain", () => {
    const names = new SafeNames();
    expect(names.of("ACTOR")).toBe("ACTOR");
    expect(names.of("Événement clé")).toBe("Evenement_cle");
    expect(names.of("../../etc/passwd")).toBe("_etc_passwd");
    expect(names.of("CON")).toBe("_CON");
    expect(names.of("שלום")).toBe("unnamed");
    expect(names.of("")).toBe("unnamed_2");
  });

  it("gives every key its own name, also where letter case is not kept apart, and always the same", () => {
    const key = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("a", "A", "ä", "a_2", "__proto__", "constructor"),
    );
    fc.assert(
      fc.property(fc.uniqueArray(key), (keys) => {
        const names = new SafeNames();
        const given = keys.map((each) => names.of(each));
        expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(keys.length);
        for (const name of given) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]*$/);
        expect(keys.map((each) => names.of(each))).toEqual(given);
      }),
    );
  });
});
