import { describe, expect, it } from "vitest";
import { documentFacts } from "./document-facts";

const none = { hasOutlet: false, hasPublished: false, hasLanguage: false };
const bare = { outlet: "", publishedAt: null, language: "" };

describe("the columns of the list of documents", () => {
  it("leave out what no document says", () => {
    expect(documentFacts([], {})).toEqual(none);
    expect(documentFacts([bare, undefined, bare], { sort: "title" })).toEqual(none);
  });

  it.each([
    ["hasOutlet", { outlet: "Herald" }],
    ["hasPublished", { publishedAt: "2026-01-02T00:00:00.000Z" }],
    ["hasLanguage", { language: "en" }],
  ])("%s as soon as one document says it", (column, said) => {
    expect(documentFacts([bare, { ...bare, ...said }], {})).toEqual({ ...none, [column]: true });
  });

  it("keep the one that the list is ordered by", () => {
    expect(documentFacts([bare], { sort: "outlet" })).toEqual({ ...none, hasOutlet: true });
    expect(documentFacts([bare], { sort: "published" })).toEqual({ ...none, hasPublished: true });
  });
});
