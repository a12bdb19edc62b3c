import { expect, it } from "vitest";
import { readAhead } from "./read-ahead";

it("reads the next batch while the last is worked on, and no further", async () => {
  const asked: number[] = [];
  async function* batches() {
    for (let at = 0; at < 4; at++) {
      asked.push(at);
      yield at;
    }
  }
  const seen: number[] = [];
  for await (const batch of readAhead(batches())) {
    expect(asked).toEqual([0, 1, 2, 3].slice(0, batch + 2));
    seen.push(batch);
  }
  expect(seen).toEqual([0, 1, 2, 3]);
});

it("closes what it reads when somebody leaves off, and passes on what goes wrong", async () => {
  let isClosed = false;
  async function* batches(fails: boolean) {
    try {
      yield 1;
      if (fails) throw new Error("gone");
      yield 2;
      yield 3;
    } finally {
      isClosed = true;
    }
  }
  for await (const batch of readAhead(batches(false))) if (batch === 1) break;
  expect(isClosed).toBe(true);
  const all = async () => {
    for await (const batch of readAhead(batches(true))) expect(batch).toBe(1);
  };
  await expect(all()).rejects.toThrow("gone");
});
