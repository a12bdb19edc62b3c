import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "@/lib/contracts/documents";
import { changedMetadata, draftOf, emptyDraft, mergeDraft, readDraft } from "./document-edits";

const read: DocumentSummary = {
  id: "0199a000-0000-7000-8000-000000000001",
  title: "Talks resume",
  outlet: "The Lantern",
  publisherCountry: "",
  byline: "",
  credit: "",
  url: "",
  publishedAt: null,
  language: "en",
  genre: null,
  licenceNote: "",
  split: "none",
  length: 12,
  textSha256: "",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z",
  deletedAt: null,
  revision: 1,
  myState: "none",
  supersedesId: null,
  supersededById: null,
  waiting: 0,
  annotations: 0,
};

describe("a metadata form", () => {
  it("means the document it was filled from", () => {
    const meant = readDraft(draftOf(read));
    expect(meant.ok && changedMetadata(read, meant.metadata)).toEqual({});
  });

  it("names every field that does not fit, and only those", () => {
    const draft = { ...emptyDraft, url: "javascript:alert(1)", publishedAt: "last week", language: "en" };
    expect(readDraft(draft)).toEqual({ ok: false, fields: ["title", "url", "publishedAt"] });
  });

  it("takes a day, or a moment with its zone", () => {
    for (const publishedAt of ["2025-02-12", "2025-02-12T09:30:00Z", "2025-02-12T09:30:00+02:00"])
      expect(readDraft({ ...draftOf(read), publishedAt }).ok).toBe(true);
  });
});

describe("when somebody else saved meanwhile", () => {
  const theirs = { ...read, title: "Talks resume at noon", outlet: "The Courier", revision: 2 };

  it("keeps what was typed, takes what they changed elsewhere, and asks about what both changed", () => {
    const draft = { ...draftOf(read), title: "Talks go on", byline: "A. Reporter" };
    const merged = mergeDraft(read, draft, theirs);
    expect(merged.draft).toMatchObject({
      title: "Talks go on",
      byline: "A. Reporter",
      outlet: "The Courier",
    });
    expect(merged.conflicts).toEqual(["title"]);
  });

  it("does not ask where both typed the same", () => {
    const draft = { ...draftOf(read), title: theirs.title };
    expect(mergeDraft(read, draft, theirs).conflicts).toEqual([]);
  });
});
