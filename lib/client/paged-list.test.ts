import { expect, it } from "vitest";
import { ApiError } from "./api";
import { type ListPage, PagedList } from "./paged-list";

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

/** A server with `count` numbers; `asked` tells which pages were wanted. */
function served(count: number) {
  const asked: number[] = [];
  const load = (cursor: string | undefined, limit: number): Promise<ListPage<number>> => {
    const from = Number(cursor ?? 0);
    asked.push(limit);
    const items = numbers(from, Math.min(limit, count - from));
    const end = from + items.length;
    return Promise.resolve({ items, nextCursor: end < count ? String(end) : null });
  };
  return { asked, load };
}

function settled(list: PagedList<number>): Promise<void> {
  return new Promise((resolve) => {
    const stop = list.subscribe(() => {
      if (list.view().isLoading) return;
      stop();
      resolve();
    });
  });
}

it("fetches pages in order until the row that is looked at is there, larger ones when it is far", async () => {
  const { asked, load } = served(5_000);
  const list = new PagedList({ items: numbers(0, 100), nextCursor: "100" }, 5_000, load);
  list.reach(50);
  expect(asked).toEqual([]);
  list.reach(2_500);
  await settled(list);
  expect(asked).toEqual([1000, 1000, 1000]);
  expect(list.view().items).toEqual(numbers(0, 3_100));
  expect(list.view().total).toBe(5_000);
});

it("learns its true length at the end", async () => {
  const { load } = served(7);
  const list = new PagedList<number>(null, 9, load);
  list.reach(0);
  await settled(list);
  expect(list.view()).toMatchObject({ items: numbers(0, 7), total: 7 });
});

it("keeps what it has when a page does not come, and asks again only when told to", async () => {
  const { load } = served(300);
  let isDown = true;
  const list = new PagedList({ items: [0], nextCursor: "1" }, 300, (cursor, limit) =>
    isDown ? Promise.reject(new ApiError("offline", 0, "gone", null)) : load(cursor, limit),
  );
  list.reach(10);
  await settled(list);
  expect(list.view()).toMatchObject({ items: [0], problem: { code: "offline" } });
  isDown = false;
  list.reach(11);
  expect(list.view().isLoading).toBe(false);
  list.retry();
  await settled(list);
  expect(list.view().items).toHaveLength(201);
});

it("puts a removed row back where it was", () => {
  const list = new PagedList({ items: [1, 2, 3], nextCursor: null }, 3, served(0).load);
  const at = list.remove((item) => item === 2);
  expect(list.view()).toMatchObject({ items: [1, 3], total: 2 });
  list.insert(at ?? 0, 2);
  expect(list.view()).toMatchObject({ items: [1, 2, 3], total: 3 });
});
