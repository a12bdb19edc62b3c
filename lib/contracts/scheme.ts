import { z } from "zod";
import { entityKinds, linePatterns, type Scheme } from "@/lib/domain/scheme/scheme";
import { FreeText } from "./operation";

const Key = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/);
const Title = FreeText(100).trim().min(1);
const Guideline = FreeText(20_000);

const attributeCommon = {
  key: Key,
  title: Title,
  guideline: Guideline.optional(),
  retired: z.boolean().optional(),
};
const Attribute = z.discriminatedUnion("type", [
  z.strictObject({
    ...attributeCommon,
    type: z.literal("choice"),
    values: z
      .array(z.strictObject({ key: Key, title: Title, guideline: Guideline.optional() }))
      .min(1)
      .max(200),
  }),
  z.strictObject({ ...attributeCommon, type: z.literal("boolean") }),
  z.strictObject({ ...attributeCommon, type: z.literal("text") }),
]);

const Tag = z.strictObject({
  key: Key,
  title: Title,
  appliesTo: z.enum(["span", "document"]),
  code: z.string().regex(/^[\p{L}\p{N}]{1,2}$/u, "One or two letters or digits"),
  hotkey: z.string().regex(/^[a-z0-9]$/, "One lower-case letter or digit"),
  colour: z.string().regex(/^#[0-9a-f]{6}$/, "A colour as #rrggbb"),
  pattern: z.enum(linePatterns),
  isHelper: z.boolean(),
  entityKind: z.enum(entityKinds).optional(),
  guideline: Guideline,
  attributes: z.array(Attribute).max(50),
  retired: z.boolean().optional(),
});

const RelationType = z.strictObject({
  key: Key,
  title: Title,
  from: z.array(Key).min(1),
  to: z.array(Key).min(1),
  isDirected: z.boolean(),
  many: z.boolean(),
  guideline: Guideline,
  attributes: z.array(Attribute).max(50),
  retired: z.boolean().optional(),
});

/** The one check that every scheme passes on its way in: shape, unique keys, unique hotkeys, known tags. */
export const SchemeShape: z.ZodType<Scheme> = z
  .strictObject({ tags: z.array(Tag).min(1).max(60), relationTypes: z.array(RelationType).max(100) })
  .superRefine((scheme, context) => {
    const complain = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: "custom", message, path });
    const repeated = (values: readonly string[]) => values.find((value, at) => values.indexOf(value) !== at);
    const live = scheme.tags.filter((tag) => !tag.retired);
    for (const [what, values] of [
      ["tag", scheme.tags.map((tag) => tag.key)],
      ["hotkey", live.map((tag) => tag.hotkey)],
      ["relation type", scheme.relationTypes.map((type) => type.key)],
    ] as const) {
      const twice = repeated(values);
      if (twice !== undefined) complain(`The ${what} “${twice}” appears twice`, "tags");
    }
    const known = new Set(scheme.tags.map((tag) => tag.key));
    for (const [at, type] of scheme.relationTypes.entries()) {
      const unknown = [...type.from, ...type.to].find((key) => !known.has(key));
      if (unknown) complain(`“${type.key}” joins “${unknown}”, which is no tag`, "relationTypes", at);
    }
    for (const [at, { attributes }] of [...scheme.tags, ...scheme.relationTypes].entries()) {
      const twice = repeated(attributes.map((attribute) => attribute.key));
      if (twice) complain(`The attribute “${twice}” appears twice`, at);
    }
  });
