import { describe, expect, it } from "vitest";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { updateAccount } from "./accounts";
import { Name } from "./operation";
import { createProject, replaceScheme } from "./projects";
import { updateRound } from "./rounds";

const hostile = [
  "Ana\nBeck",
  "Ana\u202ekceB",
  "Ana\u2066Beck",
  "Ana\u0085Beck",
  "Ana\u2028Beck",
  "Ana\u001bBeck",
];
const refusal = /one line/;

describe("a name", () => {
  it.each(hostile)("is refused with words where it would not read as it is written: %j", (name) => {
    for (const answer of [
      Name.safeParse(name),
      updateAccount.body?.safeParse({ name }),
      createProject.body?.safeParse({ name }),
      updateRound.body?.safeParse({ name, revision: 1 }),
    ])
      expect(answer?.error?.issues[0]?.message).toMatch(refusal);
  });

  it("of a tag, an attribute or a choice is refused where it is", () => {
    const [first, ...others] = defaultScheme.tags;
    if (!first) throw new Error("No tag");
    const choice = {
      key: "k",
      title: "Fine",
      type: "choice",
      values: [{ key: "v", title: "A\nB" }],
    } as const;
    const tag = { ...first, title: "Act\u202eor", attributes: [choice] };
    const scheme = { ...defaultScheme, tags: [tag, ...others] };
    const issues = replaceScheme.body?.safeParse({ version: 1, scheme }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join("."))).toEqual([
      "scheme.tags.0.title",
      "scheme.tags.0.attributes.0.values.0.title",
    ]);
    expect(issues[0]?.message).toMatch(refusal);
  });
});
