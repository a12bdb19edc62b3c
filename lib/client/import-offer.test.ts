import { describe, expect, it } from "vitest";
import { importOffer } from "./import-offer";

const none = { guidelines: 0, rounds: 0, entities: 0 };
const counts = { new: 0, duplicate: 3, problem: 1 };

describe("what an import offers to add", () => {
  it("is documents where some are new, whatever comes with them", () => {
    expect(importOffer({ counts: { ...counts, new: 1 }, brings: none })).toBe("documents");
    expect(importOffer({ counts: { ...counts, new: 1 }, brings: { ...none, rounds: 1 } })).toBe("documents");
  });

  it.each(["guidelines", "rounds", "entities"] as const)("is %s alone where no document is new", (kind) => {
    expect(importOffer({ counts, brings: { ...none, [kind]: 2 } })).toBe("besides");
  });

  it("is nothing where all of it is here already", () => {
    expect(importOffer({ counts, brings: none })).toBe("nothing");
  });
});
