import fc from "fast-check";

/** The parts of JSON Schema that our declarations come to. */
export type JsonSchema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly format?: string;
  readonly additionalProperties?: JsonSchema | false;
};

/** What breaks programs that think text is letters. */
export const hostileText: readonly string[] = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "x\udc00y",
  "\ufffe\uffff",
  "\u202eevil",
  "👩‍👩‍👧",
  '\'; DROP TABLE "Project"; --',
  "%_\\",
  "\\u0000",
  "{}",
  "__proto__",
  "constructor",
  "a".repeat(100_000),
  "http://a/\0",
  "http://a/\ud800",
  "2026-02-30",
  "0000-01-01",
  "275760-09-13T00:00:00Z",
  "2026-01-01T00:00:00+23:59",
  "en-\0",
  "9".repeat(19),
  "-1",
  "1e3",
  "0x10",
  "NaN",
];
export const hostileNumbers: readonly number[] = [
  0,
  -0,
  1,
  2,
  -1,
  0.5,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e308,
];

const hostile = fc.oneof(
  fc.constantFrom<unknown>(...hostileText, ...hostileNumbers, null, true, false, [], {}, [[]], {
    a: { b: "\0" },
  }),
  fc.string({ unit: "binary" }),
);

/** Values that mostly have the declared shape and hold what a careless program trips over. */
export function arbitraryOf(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 1, arbitrary: hostile }, { weight: 6, arbitrary: shaped(schema, known) });
}

function shaped(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => arbitraryOf(option, known)));
  switch (schema.type) {
    case "object":
      return objectOf(schema, known);
    case "array":
      return fc.array(arbitraryOf(schema.items ?? {}, known), { maxLength: 4 });
    case "integer":
    case "number":
      return fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom(...hostileNumbers));
    case "boolean":
      return fc.boolean();
    case "string":
      return fc.oneof(
        fc.constantFrom(...known),
        fc.constantFrom(...hostileText),
        fc.string({ unit: "grapheme" }),
      );
    default:
      return hostile;
  }
}

function objectOf(
  { properties = {}, additionalProperties }: JsonSchema,
  known: readonly string[],
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([key, value]) => [key, arbitraryOf(value, known)] as const);
  const declared = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  if (!additionalProperties) return declared;
  const keys = fc.oneof(fc.constantFrom(...known), fc.constantFrom(...hostileText));
  return fc.dictionary(keys, arbitraryOf(additionalProperties, known), { maxKeys: 3 });
}
