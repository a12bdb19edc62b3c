import { z } from "zod";
import { AccountResource, ApiKeyResource, SessionResource, UserResource } from "./accounts";
import {
  AnnotationColumns,
  AnnotationEdit,
  AnnotationResource,
  BatchStep,
  NewAnnotation,
} from "./annotations";
import { AssignmentResource, DocumentResource, DocumentSummary, ReaderState } from "./documents";
import { ChangeResource, EntityResource } from "./entities";
import { ImportItemResource, ImportOptions, ImportResource } from "./imports";
import { InvitationResource, MemberResource, ProjectResource, SchemeResource } from "./projects";
import { SchemeShape } from "./scheme";

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Shapes with a name of their own: described once and cited elsewhere. */
const named = {
  Account: AccountResource,
  Annotation: AnnotationResource,
  AnnotationColumns,
  AnnotationEdit,
  ApiKey: ApiKeyResource,
  Assignment: AssignmentResource,
  BatchStep,
  Change: ChangeResource,
  Document: DocumentResource,
  DocumentSummary,
  Entity: EntityResource,
  Import: ImportResource,
  ImportItem: ImportItemResource,
  ImportOptions,
  Invitation: InvitationResource,
  Member: MemberResource,
  NewAnnotation,
  Project: ProjectResource,
  ReaderState,
  Scheme: SchemeShape,
  SchemeVersion: SchemeResource,
  Session: SessionResource,
  User: UserResource,
} as const satisfies Record<string, z.ZodType>;

const names = z.registry<{ id: string }>();
for (const [id, shape] of Object.entries(named)) names.add(shape, { id });

const REF = "#/components/schemas/";

export type Described = {
  readonly schema: JsonSchema;
  /** False where the value may be left out. */
  readonly isRequired: boolean;
  /** The named shapes that it cites, by name. */
  readonly cited: Readonly<Record<string, JsonSchema>>;
};

/** A shape as JSON Schema: as it is sent ("input") or answered ("output"). Throws for what JSON can't say. */
export function describeShape(shape: z.ZodType, io: "input" | "output"): Described {
  const json = z.toJSONSchema(z.object({ value: shape }), {
    io,
    metadata: names,
    target: "draft-2020-12",
    unrepresentable: "throw",
    override: ({ zodSchema, jsonSchema }) => {
      // Names come from our own register; what `describe` wrote is in the library's.
      const description = z.globalRegistry.get(zodSchema)?.description;
      if (description !== undefined) jsonSchema.description = description;
      soften(jsonSchema);
    },
  });
  const { properties, required, $defs } = hoisted(json);
  return {
    schema: asSchema(asSchema(properties).value),
    isRequired: Array.isArray(required) && required.includes("value"),
    cited: Object.fromEntries(
      Object.entries(asSchema($defs)).map(([name, schema]) => [name, asSchema(schema)]),
    ),
  };
}

/** Takes out what says nothing to a reader, and what would forbid us to answer more one day. */
function soften(schema: { [keyword: string]: unknown }): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.additionalProperties === false) delete schema.additionalProperties;
}

/** Definitions are told apart from the schema and lose what only tells where they lie. */
function hoisted(json: object): JsonSchema {
  const written = JSON.stringify(json, (key, value: unknown) => (key === "$id" ? undefined : value));
  const cited = written.replaceAll('"$ref":"#/$defs/', `"$ref":"${REF}`);
  return asSchema(JSON.parse(cited));
}

/** A value inside a schema as a schema. */
export const asSchema = (value: unknown): JsonSchema =>
  // An object of JSON is a record of its keywords; anything else describes nothing.
  typeof value === "object" && value !== null ? (value as JsonSchema) : {};

/** The name of the shape that a schema cites instead of describing it. */
export const citedName = (schema: JsonSchema): string | null =>
  typeof schema.$ref === "string" && schema.$ref.startsWith(REF) ? schema.$ref.slice(REF.length) : null;
