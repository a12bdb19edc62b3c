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

  it("go back to what was there when one is refused", () => {
    const store = new ReviewStore();
    store.load([review("1")]);
    store.receive(review("1", { verdict: "reject" }));
    store.receive(review("2"));
    store.revert("1", review("1"));
    store.revert("2", null);
    expect(store.of("a")).toMatchObject([{ id: "1", verdict: "accept" }]);
  });

  it("say that they changed, each time", () => {
    const store = new ReviewStore();
    let times = 0;
    store.version.subscribe(() => times++);
    store.load([]);
    store.receive(review("1"));
    store.revert("1", null);
    expect(times).toBe(3);
  });
});
