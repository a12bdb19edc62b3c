import { expect, it } from "vitest";
import { storyKeys, titleKey } from "./story-keys";

const told = (id: string, title: string, textSha256: string) => ({ id, title, textSha256 });

it("joins documents with the same text or the same title, through others too", () => {
  const keys = storyKeys([
    told("a", "Talks end in Orvany", "1"),
    told("b", "TALKS END in Orvany!", "2"),
    told("c", "Another headline altogether here", "2"),
    told("d", "Ferry runs again on Sunday", "3"),
  ]);
  expect(keys.get("a")).toBe(keys.get("b"));
  expect(keys.get("b")).toBe(keys.get("c"));
  expect(keys.get("d")).not.toBe(keys.get("a"));
});

it("takes no short title for a story: every correction is called Correction", () => {
  expect(titleKey("Correction")).toBeNull();
  const keys = storyKeys([told("a", "Correction", "1"), told("b", "Correction", "2")]);
  expect(keys.get("a")).not.toBe(keys.get("b"));
});

it("does not care about the order of documents", () => {
  const all = [told("a", "One two three", "1"), told("b", "one, two, three", "2"), told("c", "x", "2")];
  const groups = (list: typeof all) => new Set([...storyKeys(list).values()]).size;
  expect(groups(all)).toBe(1);
  expect(groups([...all].reverse())).toBe(1);
});
