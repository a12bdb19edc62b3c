import { asSchema, citedName, type JsonSchema } from "./json-schema";

/** One line of a table that describes a shape. */
export type FieldRow = {
  /** With dots for what lies inside, and [] for each of a list. */
  readonly name: string;
  /** In a short notation: `string | null`, `Annotation[]`, `"a" | "b"`. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
};

/** What a shape holds, one row for each field at any depth; shapes with a name are cited and not opened. */
export function fieldRows(schema: JsonSchema): readonly FieldRow[] {
  return [...rowsBelow(schema, "")];
}

function* rowsBelow(schema: JsonSchema, prefix: string): Generator<FieldRow> {
  if (citedName(schema) !== null) return;
  const choices = choicesOf(schema).filter(
    (choice) => choice.type === "object" || choicesOf(choice).length > 0,
  );
  if (choices.length > 1) yield* variantRows(choices, prefix);
  else if (choices[0]) yield* rowsBelow(choices[0], prefix);
  else if (schema.type === "array") yield* rowsBelow(asSchema(schema.items), `${prefix}[]`);
  else yield* propertyRows(schema, prefix);
}

/** Of several possible objects each is told on its own, under the value by which it is known. */
function* variantRows(choices: readonly JsonSchema[], prefix: string): Generator<FieldRow> {
  for (const [index, choice] of choices.entries()) {
    if (citedName(choice) === null && choicesOf(choice).length === 0) {
      const name = [prefix, `(${index + 1}/${choices.length})`].filter(Boolean).join(" ");
      yield { name, type: "object", isRequired: false, description: text(choice.description) };
    }
    yield* rowsBelow(choice, prefix);
  }
}

function* propertyRows(schema: JsonSchema, prefix: string): Generator<FieldRow> {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  for (const [key, value] of Object.entries(asSchema(schema.properties))) {
    const field = asSchema(value);
    const name = prefix === "" ? key : `${prefix}.${key}`;
    yield {
      name,
      type: typeOf(field),
      isRequired: required.has(key),
      description: [text(field.description), limitsOf(field)].filter(Boolean).join(" "),
    };
    yield* rowsBelow(field, name);
  }
}

const choicesOf = (schema: JsonSchema): readonly JsonSchema[] => {
  const choices = schema.anyOf ?? schema.oneOf;
  return Array.isArray(choices) ? choices.map(asSchema) : [];
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The type of a value in a short notation. */
export function typeOf(schema: JsonSchema): string {
  const cited = citedName(schema);
  if (cited !== null) return cited;
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  const choices = choicesOf(schema);
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(" | ");
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  if (schema.type === "array") return listOf(typeOf(asSchema(schema.items)));
  if (schema.type === "object" && schema.additionalProperties !== undefined)
    return `{ [key]: ${typeOf(asSchema(schema.additionalProperties))} }`;
  return text(schema.format) || text(schema.type) || "any";
}

const listOf = (type: string): string => (type.includes(" | ") ? `(${type})[]` : `${type}[]`);

/** Bounds and defaults in mathematical signs. */
function limitsOf(schema: JsonSchema): string {
  const unit = schema.type === "string" ? " characters" : "";
  const low = schema.minimum ?? schema.minItems;
  const high = schema.maximum ?? schema.maxItems ?? schema.maxLength;
  const bounds = [
    ...(typeof low === "number" && low > 1 ? [`≥ ${low}`] : []),
    ...(typeof high === "number" && high < 2 ** 31 - 1 ? [`≤ ${high.toLocaleString("en")}${unit}`] : []),
  ];
  const preset = schema.default === undefined ? [] : [`= ${JSON.stringify(schema.default)}`];
  return [...preset, ...bounds].join(", ");
}
