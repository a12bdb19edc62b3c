import fc from "fast-check";
import { expect, it } from "vitest";
import type { CodedDocument, Unit } from "./coding";
import { LayeredDocument } from "./layered-document";
import { layOut } from "./unit-layer";
import { type UnitizingStatistics, unitizingStatistics } from "./unitizing-statistics";

const LENGTH = 14;
const values = ["A", "B"];

/** Units that overlap, stack, break off and go on, and reach beyond the end. */
const unit = fc
  .record({
    tag: fc.constantFrom("A", "B", "elsewhere"),
    cuts: fc.uniqueArray(fc.nat({ max: LENGTH + 2 }), { minLength: 2, maxLength: 4 }),
  })
  .map(({ tag, cuts }): Unit => {
    const [a = 0, b = 1, c, d] = cuts.sort((x, y) => x - y);
    const second = c !== undefined && d !== undefined ? [{ start: c, end: d }] : [];
    return { id: "", tag, spans: [{ start: a, end: b }, ...second], attributes: {} };
  });
const coders = fc.array(fc.array(unit, { maxLength: 4 }), { minLength: 2, maxLength: 4 });

/** Which unit each character belongs to, character by character. */
function ownersOf(units: readonly Unit[]) {
  const extent = ({ spans }: Unit) =>
    [spans[0]?.start ?? 0, Math.min(spans.at(-1)?.end ?? 0, LENGTH)] as const;
  const sorted = units
    .filter(({ tag, spans }) => values.includes(tag) && spans.some(({ start }) => start < LENGTH))
    .map((one) => ({ ...one, spans: one.spans.filter(({ start }) => start < LENGTH) }))
    .sort((x, y) => {
      const [[a, b], [c, d]] = [extent(x), extent(y)];
      return a - c || d - b || values.indexOf(x.tag) - values.indexOf(y.tag);
    });
  const covers = (one: Unit, at: number) => one.spans.some(({ start, end }) => start <= at && at < end);
  const owners = Array.from({ length: LENGTH }, (_, at) => sorted.findIndex((one) => covers(one, at)));
  const contested = sorted.flatMap((one, place) =>
    owners.filter(
      (owner, at) => owner >= 0 && owner < place && covers(one, at) && sorted[owner]?.tag !== one.tag,
    ),
  ).length;
  return { units: sorted, owners, contested };
}

function slowStatistics(work: readonly (readonly Unit[])[]): UnitizingStatistics {
  const layers = work.map(ownersOf);
  const valueAt = (coder: number, at: number) =>
    values.indexOf(layers[coder]?.units[layers[coder].owners[at] ?? -1]?.tag ?? "") + 1;
  const coincidences = new Array<number>(9).fill(0);
  const [selfPairs, valuedSelfPairs] = [new Array<number>(3).fill(0), new Array<number>(3).fill(0)];
  const places = Array.from({ length: LENGTH }, (_, at) => at);
  const others = work.length - 1;
  const add = (to: number[], at: number, much: number) => {
    to[at] = (to[at] ?? 0) + much;
  };
  for (const [coder, { units, owners }] of layers.entries()) {
    for (const at of places)
      for (const other of layers.keys())
        if (other !== coder) add(coincidences, valueAt(coder, at) * 3 + valueAt(other, at), 1 / others);
    add(selfPairs, 0, owners.filter((owner) => owner < 0).length);
    for (const [number, { tag }] of units.entries()) {
      const own = places.filter((at) => owners[at] === number);
      const valued = own.flatMap((at) =>
        [...layers.keys()].filter((other) => other !== coder && valueAt(other, at) > 0),
      );
      add(selfPairs, values.indexOf(tag) + 1, own.length ** 2);
      add(valuedSelfPairs, values.indexOf(tag) + 1, (valued.length / others) ** 2);
    }
  }
  return {
    values,
    documentCount: 1,
    unitCount: layers.reduce((sum, { units }) => sum + units.length, 0),
    coincidences,
    selfPairs,
    valuedSelfPairs,
    contestedLength: layers.reduce((sum, { contested }) => sum + contested, 0),
  };
}

const near = (of: UnitizingStatistics) => {
  const each = (list: readonly number[]) => list.map((one) => expect.closeTo(one, 9));
  return {
    ...of,
    coincidences: each(of.coincidences),
    selfPairs: each(of.selfPairs),
    valuedSelfPairs: each(of.valuedSelfPairs),
  };
};

it("adds up to what going through every character of every two coders gives", () => {
  fc.assert(
    fc.property(coders, (work) => {
      const document: CodedDocument = {
        id: "d",
        length: LENGTH,
        tokens: [],
        codings: work.map((units, at) => ({ coder: `c${at}`, units, links: [] })),
      };
      expect(unitizingStatistics(document, { values })).toEqual(near(slowStatistics(work)));
    }),
    { numRuns: 300 },
  );
});

it("says of two coders what it would say if there were no others", () => {
  fc.assert(
    fc.property(coders, (work) => {
      const layers = work.map((units) => {
        const known = units.filter(({ tag }) => values.includes(tag));
        return layOut(
          known.map(({ tag, spans }) => ({ value: values.indexOf(tag) + 1, spans })),
          LENGTH,
        );
      });
      const document = new LayeredDocument(layers, LENGTH, values);
      const [first, last] = [0, work.length - 1];
      const two = [work[first] ?? [], work[last] ?? []];
      expect(document.statistics([first, last])).toEqual(near(slowStatistics(two)));
      expect(document.statistics([first])).toBeNull();
    }),
  );
});
