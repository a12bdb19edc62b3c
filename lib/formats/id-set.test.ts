import fc from "fast-check";
import { expect, it } from "vitest";
import { IdSet } from "./id-set";

const near = fc.nat({ max: 40 }).map((n) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`);
const id = fc.oneof(
  near,
  fc.uuid(),
  fc.uuid().map((one) => one.toUpperCase()),
  fc.string({ maxLength: 3 }),
  fc.constant("00000000-0000-0000-0000-000000000000"),
);

it("knows an id again, and takes no two for one", () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 3_000, size: "max" }), (ids) => {
      const [set, slow] = [new IdSet(), new Set<string>()];
      for (const one of ids) {
        expect(set.add(one)).toBe(!slow.has(one));
        slow.add(one);
      }
      expect(set.size).toBe(slow.size);
    }),
    { numRuns: 40 },
  );
});

it("holds as many as a large file has", () => {
  const set = new IdSet();
  const idOf = (n: number) => `019a0000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
  for (let n = 0; n < 50_000; n++) expect(set.add(idOf(n))).toBe(true);
  for (let n = 0; n < 50_000; n += 7) expect(set.add(idOf(n))).toBe(false);
  expect(set.size).toBe(50_000);
});
