import fc from "fast-check";
import { expect, it } from "vitest";
import { chooseCopies } from "./choose-copies";

const documents = fc
  .array(fc.record({ length: fc.nat(5_000), outlet: fc.constantFrom("a", "b", "c") }), { maxLength: 60 })
  .map((shapes) => shapes.map((shape, at) => ({ id: `d${at}`, ...shape })));

it("codes exactly the share of documents several times, spread over outlets to within one", () => {
  fc.assert(
    fc.property(
      documents,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.string(),
      (all, sharedPortion, seed) => {
        const chosen = chooseCopies(all, { copies: 3, sharedPortion, seed });
        const shared = all.filter(({ id }) => chosen.get(id) === 3);
        expect(shared.length).toBe(Math.round(all.length * sharedPortion));
        expect(all.every(({ id }) => chosen.get(id) === 3 || chosen.get(id) === 1)).toBe(true);
        for (const outlet of ["a", "b", "c"]) {
          const part = all.filter((one) => one.outlet === outlet).length;
          const fair = (part * shared.length) / Math.max(1, all.length);
          expect(Math.abs(shared.filter((one) => one.outlet === outlet).length - fair)).toBeLessThan(2);
        }
      },
    ),
  );
});

it("draws another share under another seed", () => {
  const all = Array.from({ length: 40 }, (_, at) => ({ id: `d${at}`, length: 100, outlet: "a" }));
  const drawn = (seed: string) =>
    JSON.stringify([...chooseCopies(all, { copies: 2, sharedPortion: 0.3, seed })]);
  expect(drawn("one")).toBe(drawn("one"));
  expect(drawn("one")).not.toBe(drawn("two"));
});
