import { expect, it } from "vitest";
import { defaultScheme } from "./default-scheme";
import { LANE_COUNT, schemeStyle } from "./scheme-style";

it("has a line for every tag in every lane, in a pattern of its own kind", () => {
  const style = schemeStyle(defaultScheme);
  for (const tag of defaultScheme.tags)
    for (let lane = 0; lane < LANE_COUNT; lane++) expect(style).toContain(`mark[data-l${lane}=${tag.key}]{`);
});

it("writes nothing that a key or a colour smuggled in", () => {
  const [tag] = defaultScheme.tags;
  if (!tag) throw new Error("The default scheme has tags");
  const hostile = [
    { ...tag, key: "A]{}body{display:none" },
    { ...tag, key: "FINE", colour: "red;}*{display:none" },
  ];
  expect(schemeStyle({ tags: hostile, relationTypes: [] })).toBe("");
});
