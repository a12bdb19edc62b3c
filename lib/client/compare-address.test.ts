import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceKinds } from "@/lib/domain/adjudication/item";
import {
  type CompareAddress,
  compareLayouts,
  readCompareAddress,
  writeCompareAddress,
} from "./compare-address";

const id = fc.uuid();
const address: fc.Arbitrary<CompareAddress> = fc.record({
  sets: fc.array(id, { maxLength: 5 }),
  layout: fc.constantFrom(...compareLayouts),
  tag: fc.constantFrom("", "ACTOR", "a&b=c"),
  set: fc.option(id, { nil: "" }),
  kind: fc.constantFrom("", ...differenceKinds),
  item: fc.option(id, { nil: "" }),
  annotations: fc.array(id, { maxLength: 5 }),
});

describe("the address of a comparison", () => {
  it("says the same when it is read again", () => {
    fc.assert(
      fc.property(address, (given) => {
        const query = Object.fromEntries(new URLSearchParams(writeCompareAddress(given)));
        expect(readCompareAddress(query)).toEqual(given);
      }),
    );
  });

  it("is bare where nothing was chosen, and leaves out what does not fit", () => {
    const nothing = readCompareAddress({});
    expect(writeCompareAddress(nothing)).toBe("");
    expect(
      readCompareAddress({
        sets: "x,../..,0",
        view: "tower",
        who: "me",
        kind: "__proto__",
        item: "1",
        annotations: ["x", "y"],
      }),
    ).toEqual(nothing);
  });
});
