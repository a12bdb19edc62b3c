import { describe, expect, it } from "vitest";
import { entityKeys } from "./same-entities";

const entity = (id: string, name: string, more: Partial<Parameters<typeof entityKeys>[0][number]> = {}) => ({
  id,
  kind: "actor" as const,
  name,
  aliases: [],
  identifiers: {},
  ...more,
});
const groups = (...entities: Parameters<typeof entityKeys>[0]) => {
  const byKey = new Map<string, string[]>();
  for (const [id, key] of entityKeys(entities)) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  return [...byKey.values()].map((ids) => ids.sort().join("+")).sort();
};

describe("entities of several people", () => {
  it("are the same under one name, however it is written", () => {
    expect(groups(entity("1", "Mira Oran"), entity("2", " mira  ORAN"), entity("3", "Lysa"))).toEqual([
      "1+2",
      "3",
    ]);
  });

  it("are the same when one's name is the other's alias", () => {
    expect(groups(entity("1", "Oran"), entity("2", "The minister", { aliases: ["Oran"] }))).toEqual(["1+2"]);
  });

  it("are the same under one identifier, whatever they are called", () => {
    const q = { identifiers: { wikidata: "Q1" } };
    expect(groups(entity("1", "Oran", q), entity("2", "M. O.", q), entity("3", "m. o."))).toEqual(["1+2+3"]);
  });

  it("are two when identifiers or kinds say so", () => {
    expect(
      groups(
        entity("1", "Georgia", { identifiers: { wikidata: "Q230" } }),
        entity("2", "Georgia", { identifiers: { wikidata: "Q1428" } }),
        entity("3", "Georgia", { kind: "place" }),
      ),
    ).toEqual(["1", "2", "3"]);
  });

  it("are grouped alike in whatever order they are given", () => {
    const all = [
      entity("1", "Oran", { aliases: ["Minister"] }),
      entity("2", "Minister", { aliases: ["Head"] }),
      entity("3", "Head"),
      entity("4", "Head", { identifiers: { wikidata: "Q4" } }),
    ];
    expect(groups(...all.toReversed())).toEqual(groups(...all));
  });
});
