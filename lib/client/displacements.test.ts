import { afterEach, expect, it, vi } from "vitest";
import { BrowserStandIn } from "@/lib/test/browser-stand-in";
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

afterEach(() => vi.unstubAllGlobals());

it("finds what a link leads to on whichever page it waits, and says when it waits on none", async () => {
  const browser = new BrowserStandIn();
  browser.install();
  browser.answer = ({ path }) =>
    Response.json(
      path.includes("cursor=more")
        ? { items: [{ id: "b" }], nextCursor: null }
        : { items: [{ id: "a" }], nextCursor: "more" },
    );
  const page = new Displacements();
  const place = { projectId: "p", documentId: "d" };
  expect(await page.seek(place, "gone")).toBe(false);
  expect(page.sought.value).toBeNull();
  expect(await page.seek(place, "b")).toBe(true);
  expect(page.sought.value).toBe("b");
  expect(browser.sent.every(({ path }) => path.includes("state=waiting"))).toBe(true);
});
