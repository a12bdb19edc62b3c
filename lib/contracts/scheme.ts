import { z } from "zod";
import { entityKinds, linePatterns, type Scheme } from "@/lib/domain/scheme/scheme";
import { isPlainName } from "@/lib/domain/text/plain-name";
import { FreeText, PLAIN_NAME_NEEDED } from "./operation";

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

type Issue = { readonly path: readonly (string | number)[]; readonly message: string };

/**
 * What is wrong with the titles of a scheme that is written anew. Apart from its shape, since versions from before
 * this was asked, and those that come with a corpus, are read as they are.
 */
export function titleIssues({ tags, relationTypes }: Scheme): readonly Issue[] {
  const named = [
    ...tags.flatMap((tag, at) => titlesOf(tag, ["tags", at])),
    ...relationTypes.flatMap((type, at) => titlesOf(type, ["relationTypes", at])),
  ];
  return named.flatMap(({ title, path }) =>
    isPlainName(title) ? [] : [{ path, message: PLAIN_NAME_NEEDED }],
  );
}

function titlesOf(
  { title, attributes }: Scheme["tags"][number] | Scheme["relationTypes"][number],
  path: Issue["path"],
): { readonly title: string; readonly path: Issue["path"] }[] {
  return [
    { title, path: [...path, "title"] },
    ...attributes.flatMap((attribute, at) => {
      const here = [...path, "attributes", at];
      const values = attribute.type === "choice" ? attribute.values : [];
      return [
        { title: attribute.title, path: [...here, "title"] },
        ...values.map((value, index) => ({ title: value.title, path: [...here, "values", index, "title"] })),
      ];
    }),
  ];
}
