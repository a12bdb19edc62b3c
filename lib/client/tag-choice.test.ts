import { expect, it } from "vitest";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { choicesOf, describeChoice, filterOfChoice, knownChoice, linkChoice, tagChoice } from "./tag-choice";

const shared = defaultScheme.tags
  .map(({ key }) => key)
  .filter((key) => defaultScheme.relationTypes.some((type) => type.key === key));

it("tells a tag from a type of link with the same key", () => {
  expect(shared.length).toBeGreaterThan(0);
  for (const tag of shared) {
    expect(tagChoice({ kind: "span", tag })).not.toBe(tagChoice({ kind: "relation", tag }));
    expect(filterOfChoice(tag)).toEqual({ kinds: ["span", "document"], tags: [tag] });
    expect(filterOfChoice(linkChoice(tag))).toEqual({ kinds: ["relation"], tags: [tag] });
    expect(describeChoice(defaultScheme, tag).isLink).toBe(false);
    expect(describeChoice(defaultScheme, linkChoice(tag)).isLink).toBe(true);
    for (const choice of [tag, linkChoice(tag)]) expect(choicesOf(filterOfChoice(choice))).toEqual([choice]);
  }
  expect(choicesOf(filterOfChoice(""))).toEqual([]);
});

it("knows a type of link by its bare key where no tag has it", () => {
  const type = defaultScheme.relationTypes.find(({ key }) => !shared.includes(key))?.key ?? "";
  expect(knownChoice(defaultScheme, type)).toBe(linkChoice(type));
  expect(describeChoice(defaultScheme, type).isLink).toBe(true);
  expect(describeChoice(defaultScheme, "GONE")).toEqual({ title: "GONE", isLink: false });
});
