import { describe, expect, it } from "vitest";
import { Drafts } from "./drafts";

function openTab() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, words: string) => void kept.set(name, words),
    removeItem: (name: string) => void kept.delete(name),
  };
}

describe("words that were not sent", () => {
  it("are there after a reload, under what they are about and nowhere else", () => {
    const tab = openTab();
    new Drafts("ana here", tab).set("one", "Who is meant?");
    const later = new Drafts("ana here", tab);
    expect(later.get("one")).toBe("Who is meant?");
    expect(later.get("two")).toBeUndefined();
    expect(new Drafts("ana elsewhere", tab).get("one")).toBeUndefined();
    expect(new Drafts("ben here", tab).get("one")).toBeUndefined();
  });

  it("are gone once they are sent or wiped out", () => {
    const tab = openTab();
    const drafts = new Drafts("ana here", tab);
    drafts.set("one", "Who?");
    drafts.delete("one");
    drafts.set("two", "What?");
    drafts.set("two", "");
    for (const key of ["one", "two"]) expect(new Drafts("ana here", tab).get(key)).toBeUndefined();
  });

  it("stay for as long as the page where the browser keeps nothing", () => {
    const full = {
      ...openTab(),
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    for (const storage of [null, full]) {
      const drafts = new Drafts("ana here", storage);
      drafts.set("one", "Who?");
      expect(drafts.get("one")).toBe("Who?");
    }
  });
});
