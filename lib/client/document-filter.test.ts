import { describe, expect, it } from "vitest";
import { documentFilterQuery, isNarrowed, readDocumentFilter } from "./document-filter";

describe("the document list's filter in an address", () => {
  it("comes back from the address it was written to", () => {
    const filter = { search: "talks & more", state: "submitted", deleted: "true", sort: "title" } as const;
    const address = new URLSearchParams(documentFilterQuery(filter));
    expect(readDocumentFilter(Object.fromEntries(address))).toEqual(filter);
  });

  it("leaves out what is unknown, repeated or not valid, and keeps the rest", () => {
    const given = { search: "talks", state: "tired", publishedFrom: "soon", outlet: ["a", "b"], page: "7" };
    expect(readDocumentFilter(given)).toEqual({ search: "talks" });
  });

  it("is not in the address while the list is as it comes", () => {
    expect(documentFilterQuery({ sort: "created", order: "asc" })).toBe("");
  });

  it("does not count sorting as leaving something out", () => {
    expect(isNarrowed({ sort: "title", order: "desc" })).toBe(false);
    expect(isNarrowed({ sort: "title", language: "en" })).toBe(true);
  });
});
