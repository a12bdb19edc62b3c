import { describe, expect, it } from "vitest";
import { checkOpinion, sameOpinion } from "./verdict";

describe("an opinion", () => {
  it("accepts without a word, and takes no reason with it", () => {
    expect(checkOpinion({ verdict: "accept", reason: null, text: "" })).toBeNull();
    expect(checkOpinion({ verdict: "accept", reason: null, text: "Well seen" })).toBeNull();
    expect(checkOpinion({ verdict: "accept", reason: "wrong_tag", text: "" })).toMatchObject({
      field: "reason",
    });
  });

  it("rejects with a reason of the list or in words, never without one", () => {
    expect(checkOpinion({ verdict: "reject", reason: null, text: " \n" })).toMatchObject({ field: "reason" });
    expect(checkOpinion({ verdict: "reject", reason: "not_a_quote", text: "" })).toBeNull();
    expect(checkOpinion({ verdict: "reject", reason: null, text: "A title" })).toBeNull();
  });

  it("says in words what another reason is", () => {
    expect(checkOpinion({ verdict: "reject", reason: "other", text: "" })).toMatchObject({ field: "text" });
    expect(checkOpinion({ verdict: "question", reason: "other", text: "" })).toMatchObject({ field: "text" });
    expect(checkOpinion({ verdict: "question", reason: null, text: "" })).toBeNull();
  });

  it("is the same only in all its parts", () => {
    const one = { verdict: "reject", reason: "duplicate", text: "Twice" } as const;
    expect(sameOpinion(one, { ...one })).toBe(true);
    for (const other of [{ verdict: "question" }, { reason: "guideline" }, { text: "" }] as const)
      expect(sameOpinion(one, { ...one, ...other })).toBe(false);
  });
});
