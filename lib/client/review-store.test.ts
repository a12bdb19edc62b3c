import { describe, expect, it } from "vitest";
import { type KnownReview, ReviewStore } from "./review-store";

const review = (id: string, change: Partial<KnownReview> = {}): KnownReview => ({
  id,
  annotationId: "a",
  documentId: "d",
  setId: "s",
  reviewerId: `reviewer of ${id}`,
  reviewerName: "Olga",
  verdict: "accept",
  reason: null,
  text: "",
  annotationRevision: 1,
  createdAt: `2026-01-01T00:00:0${id}.000Z`,
  updatedAt: "2026-01-01T00:00:00.000Z",
  deletedAt: null,
  revision: 1,
  ...change,
});

describe("the verdicts on a document", () => {
  it("stand on an annotation as it is: the weightiest counts, those on an earlier revision don't", () => {
    const store = new ReviewStore();
    store.load([review("1"), review("2", { verdict: "question" })]);
    expect(store.standing("a", 1)).toBe("question");
    store.receive(review("3", { verdict: "reject" }));
    expect(store.standing("a", 1)).toBe("reject");
    expect(store.standing("a", 2)).toBeNull();
    expect(store.standing("b", 1)).toBeNull();
  });

  it("take newer news only, and keep a name that the news does not repeat", () => {
    const store = new ReviewStore();
    store.load([review("1", { revision: 3 })]);
    store.receive(review("1", { revision: 2, verdict: "reject" }));
    expect(store.of("a")).toMatchObject([{ verdict: "accept" }]);
    store.receive(review("1", { revision: 4, verdict: "reject", reviewerName: null }));
    expect(store.of("a")).toMatchObject([{ verdict: "reject", reviewerName: "Olga" }]);
  });

  it("are listed oldest first, without those taken back, which their reviewer still has", () => {
    const store = new ReviewStore();
    store.load([review("2"), review("1")]);
    store.receive(review("2", { deletedAt: "2026-01-02T00:00:00.000Z", revision: 2 }));
    expect(store.of("a").map(({ id }) => id)).toEqual(["1"]);
    expect(store.by("reviewer of 2", "a")).toMatchObject({ revision: 2 });
  });

  it("go back to what was there when one is refused, with what was said on top of it", () => {
    const store = new ReviewStore();
    store.load([review("1")]);
    store.perform("op1", review("1", { verdict: "reject", revision: 2 }));
    store.perform("op2", review("1", { verdict: "question", revision: 3 }));
    store.perform("op3", review("2"));
    expect(store.of("a").map(({ verdict }) => verdict)).toEqual(["question", "accept"]);
    expect(store.refuse("op1", { id: "a", revision: 4 })).toEqual(["op1", "op2"]);
    expect(store.refuse("op3", null)).toEqual(["op3"]);
    expect(store.of("a")).toMatchObject([{ id: "1", verdict: "accept", revision: 1 }]);
  });

  it("give way to the one that was given elsewhere, under another id", () => {
    const store = new ReviewStore();
    store.perform("op1", review("1"));
    store.refuse("op1", review("9", { reviewerId: "reviewer of 1", verdict: "reject", reviewerName: null }));
    expect(store.of("a")).toMatchObject([{ id: "9", verdict: "reject", reviewerName: "Olga" }]);
    expect(store.by("reviewer of 1", "a")).toMatchObject({ id: "9" });
  });

  it("stay as they were given while they wait, whatever comes in between", () => {
    const store = new ReviewStore();
    store.load([review("1")]);
    store.perform("op1", review("1", { verdict: "reject", revision: 2 }));
    store.receive(review("1", { revision: 1 }));
    store.load([review("1")]);
    expect(store.of("a")).toMatchObject([{ verdict: "reject" }]);
    store.perform("op2", review("1", { verdict: "question", revision: 3 }));
    store.confirm("op1", review("1", { verdict: "reject", revision: 2 }));
    expect(store.of("a")).toMatchObject([{ verdict: "question" }]);
    // The feed may be faster with what was done afterwards elsewhere.
    store.receive(review("1", { verdict: "accept", revision: 4 }));
    store.confirm("op2", review("1", { verdict: "question", revision: 3 }));
    expect(store.of("a")).toMatchObject([{ verdict: "accept", revision: 4 }]);
  });

  it("say that they changed, each time", () => {
    const store = new ReviewStore();
    let times = 0;
    store.version.subscribe(() => times++);
    store.load([]);
    store.receive(review("1"));
    store.perform("op1", review("2"));
    store.refuse("op1", null);
    expect(times).toBe(4);
  });
});
