import fc from "fast-check";
import { expect, it } from "vitest";
import { dictionary, list, nullable, optional, record, text, textOrFlag } from "./json-shape";
import { jsonText, quoted } from "./json-text";

/** Every kind of character that JSON, or a reader of lines, treats in its own way, among plain ones. */
const awkward = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '"',
        "\\",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\u007f",
        "\u0085",
        "\ud800",
        "\udfff",
        "𝔘",
        "é",
        "a",
      ),
    ),
  )
  .map((pieces) => pieces.join(""));

it("writes a string the quick way as it does the slow way, whatever is in it", () => {
  fc.assert(
    fc.property(awkward, (one) => quoted(one) === jsonText(one)),
    { numRuns: 2_000 },
  );
  for (let unit = 0; unit <= 0xffff; unit++) {
    const one = String.fromCharCode(unit);
    if (quoted(one) !== jsonText(one)) expect.fail(`U+${unit.toString(16)} is written ${quoted(one)}`);
  }
});

it("writes a shape as JSON does its value, with the fields in the shape's order and keys sorted", () => {
  type Item = {
    readonly b: string;
    readonly a: string | null;
    readonly list: readonly string[];
    readonly free: { readonly [key: string]: string | boolean };
    readonly maybe?: string | undefined;
  };
  const shape = record<Item>({
    b: text,
    a: nullable(text),
    list: list(text),
    free: dictionary(textOrFlag),
    maybe: optional(text),
  });
  const key = fc.oneof(
    fc.constantFrom("__proto__", "toString", "z", "é"),
    fc.string().map((one) => `k${one}`),
  );
  const free = fc
    .array(fc.tuple(key, fc.oneof(awkward, fc.boolean())))
    .map((entries): Item["free"] => Object.fromEntries(entries));
  const item = fc.record(
    { maybe: awkward, free, list: fc.array(awkward), a: fc.option(awkward), b: awkward },
    { requiredKeys: ["free", "list", "a", "b"] },
  );
  fc.assert(
    fc.property(item, (one) => {
      const sorted = Object.fromEntries(Object.entries(one.free).sort(([a], [b]) => (a < b ? -1 : 1)));
      const { b, a, maybe } = one;
      const ordered = { b, a, list: one.list, free: sorted, ...(maybe === undefined ? {} : { maybe }) };
      expect(shape.write(one)).toBe(jsonText(ordered));
    }),
  );
});
