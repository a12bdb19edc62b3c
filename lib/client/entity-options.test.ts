import { describe, expect, it } from "vitest";
import type { KnownEntity } from "./annotation-store";
import { entityOptions } from "./entity-options";

const entity = (setId: string, name: string, more: Partial<KnownEntity> = {}): KnownEntity => ({
  ...{ setId, kind: "place", name, aliases: [], identifiers: {} },
  ...more,
});
const known = new Map([
  ["a", entity("ana", "Lysa")],
  ["b", entity("ben", "lysa ")],
  ["g", entity("gold", "City of Lysa", { aliases: ["Lysa"] })],
  ["a2", entity("ana", "Brindle")],
  ["b2", entity("ben", "Brindle")],
  ["actor", entity("ana", "Brindle", { kind: "actor" })],
]);
const offer = (setId: string | null, chosen: string | null = null, entities = known) => {
  const { options, value } = entityOptions(entities, { kind: "place", setId, chosen });
  return { ids: options.map((one) => one.value), options, value };
};

describe("entities that are offered", () => {
  it("are one for each that stands for the same, the set's own before those of others", () => {
    expect(offer("gold").ids).toEqual(["a2", "g"]);
    expect(offer("ben").ids).toEqual(["b2", "b"]);
    expect(offer(null).ids).toEqual(["a2", "a"]);
  });

  it("show what is chosen by the one that stands for it", () => {
    expect(offer("gold", "b").value).toBe("g");
    expect(offer("gold", "b2").value).toBe("a2");
    expect(offer("gold", "g").value).toBe("g");
    expect(offer("gold", "unknown").value).toBeNull();
  });

  it("are found by every name that somebody gave them", () => {
    expect(offer("gold").options[1]?.keywords).toEqual(["Lysa", "lysa ", "City of Lysa", "Lysa"]);
  });

  it("stay apart, with what tells them apart, where the set has two of one name", () => {
    const two = new Map([
      ["g1", entity("gold", "Lysa", { identifiers: { wikidata: "Q1" } })],
      ["g2", entity("gold", "Lysa", { identifiers: { wikidata: "Q2" } })],
    ]);
    expect(offer("gold", null, two).options.map(({ hint }) => hint)).toEqual(["wikidata Q1", "wikidata Q2"]);
    expect(offer("gold", "g2", two).value).toBe("g2");
  });
});
