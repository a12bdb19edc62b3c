import { describe, expect, it } from "vitest";
import {
  changedIn,
  differenceOf,
  emptyGuideline,
  type Guideline,
  isDifferent,
  rulesAbout,
} from "./guideline";

const rule = (id: string, text: string, tag: string | null = "ACTOR") => ({
  id,
  title: `Rule ${id}`,
  tag,
  text,
});
const withRules = (...rules: Guideline["rules"]): Guideline => ({ intro: "", rules });
const numbered = (...guidelines: Guideline[]) =>
  guidelines.map((guideline, at) => ({ number: at + 1, guideline }));

describe("what differs between two versions", () => {
  it("is nothing when only the order is another", () => {
    const [a, b] = [rule("a", "one"), rule("b", "two")];
    expect(isDifferent(differenceOf(withRules(a, b), withRules(b, a)))).toBe(false);
  });

  it("are rules that came, went, or say something else", () => {
    const difference = differenceOf(
      { intro: "Read this.", rules: [rule("a", "one"), rule("b", "two"), rule("c", "three")] },
      { intro: "Read that.", rules: [rule("a", "one"), rule("b", "2"), rule("d", "four")] },
    );
    expect(difference.isIntroChanged).toBe(true);
    expect(difference.added.map(({ id }) => id)).toEqual(["d"]);
    expect(difference.changed.map(({ before, after }) => [before.text, after.text])).toEqual([["two", "2"]]);
    expect(difference.removed.map(({ id }) => id)).toEqual(["c"]);
  });

  it("is also what a rule is about", () => {
    const difference = differenceOf(withRules(rule("a", "one")), withRules(rule("a", "one", "EVENT")));
    expect(difference.changed).toHaveLength(1);
  });
});

describe("the version in which a rule got its words", () => {
  it("is none for a rule that has always said the same", () => {
    expect(changedIn(numbered(withRules(rule("a", "one"))), "a")).toBeNull();
    expect(changedIn(numbered(emptyGuideline, withRules(rule("a", "one"))), "a")).toBeNull();
  });

  it("is the newest change, however many versions left it alone since", () => {
    const versions = numbered(
      withRules(rule("a", "one")),
      withRules(rule("a", "two")),
      withRules(rule("a", "three")),
      withRules(rule("a", "three"), rule("b", "other")),
    );
    expect(changedIn(versions, "a")).toBe(3);
  });

  it("is the one that brought a removed rule back", () => {
    expect(
      changedIn(numbered(withRules(rule("a", "one")), emptyGuideline, withRules(rule("a", "one"))), "a"),
    ).toBe(3);
  });

  it("is none for a rule that is not in force", () => {
    expect(changedIn(numbered(withRules(rule("a", "one")), emptyGuideline), "a")).toBeNull();
    expect(changedIn([], "a")).toBeNull();
  });
});

it("finds the rules about a tag, and not those about all", () => {
  const guideline = withRules(rule("a", "one"), rule("b", "two", null), rule("c", "three", "EVENT"));
  expect(rulesAbout(guideline, "ACTOR").map(({ id }) => id)).toEqual(["a"]);
});
