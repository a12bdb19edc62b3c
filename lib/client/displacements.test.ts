import { expect, it } from "vitest";
import { Displacements } from "./displacements";

it("counts each decision once, whether the answer or the feed brings it first", () => {
  const page = new Displacements();
  page.read([
    { id: "a", state: "waiting", revision: 1 },
    { id: "b", state: "waiting", revision: 1 },
  ]);
  expect(page.difference.value).toBe(0);
  page.receive([{ id: "a", state: "placed", revision: 2 }]);
  page.receive([{ id: "a", state: "placed", revision: 2 }]);
  // One that this page has not read, decided elsewhere.
  page.receive([{ id: "c", state: "dropped", revision: 2 }]);
  expect(page.difference.value).toBe(-2);
  page.receive([{ id: "a", state: "waiting", revision: 3 }]);
  expect(page.difference.value).toBe(-1);
  expect(page.known.value.get("a")).toEqual({ id: "a", state: "waiting", revision: 3 });
  expect(page.known.value.get("b")?.state).toBe("waiting");
});

it("does not go back to what is older", () => {
  const page = new Displacements();
  page.receive([{ id: "a", state: "placed", revision: 2 }]);
  page.read([{ id: "a", state: "waiting", revision: 1 }]);
  expect(page.known.value.get("a")?.state).toBe("placed");
  expect(page.difference.value).toBe(-1);
});
