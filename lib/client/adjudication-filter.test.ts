import { expect, it } from "vitest";
import { adjudicationFilterQuery, readAdjudicationFilter } from "./adjudication-filter";

it("goes into the address and comes back, without what is no filter", () => {
  const round = "0198c5a0-0000-7000-8000-000000000001";
  const filter = { round, state: "unfinished", sort: "differing" } as const;
  const query = adjudicationFilterQuery(filter);
  expect(readAdjudicationFilter(Object.fromEntries(new URLSearchParams(query)))).toEqual(filter);
  expect(readAdjudicationFilter({ round: "x", state: "lost", sort: ["title"] })).toEqual({ sort: "oldest" });
  expect(adjudicationFilterQuery({ sort: "oldest" })).toBe("");
});
