import { whoMay } from "@/lib/policy/who-may";
import { asSchema, type Described, describeShape, type JsonSchema } from "./json-schema";
import type { Operation } from "./operation";
import { type ProblemCode, problems } from "./problem";
import { refusalsOf } from "./refusals";
import { operations } from "./registry";

type Json = { readonly [key: string]: unknown };

/** The whole API as an OpenAPI 3.1 document, made from the declarations that also serve it. */
export function openApi(): Json {
  const schemas = new Components();
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    paths[operation.path] ??= {};
    const methods = paths[operation.path] ?? {};
    methods[operation.method.toLowerCase()] = describeOperation(name, operation, schemas);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Concord",
      version: "1",
      description: introduction,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: problemSchema, ...schemas.all() },
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key, made on the account page." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "concord.session",
          description: "What signing in sets; over https its name begins with __Host-.",
        },
      },
    },
  };
}

/** The shapes that have a name, by it, as the document holds them. */
export function namedShapes(): Readonly<Record<string, JsonSchema>> {
  const schemas = asSchema(asSchema(openApi().components).schemas);
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, asSchema(schema)]));
}

const introduction = [
  "Everything that Concord's pages do goes through this API.",
  "Offsets are counted in Unicode code points, half-open: [start, end).",
  "A create may bring its own id (a UUID) and can then be repeated: 201 the first time, 200 after that.",
  "An update names the revision it has read; when somebody was faster it is refused with the current state.",
  "Fields and parameters that an operation does not know are refused; answers may gain fields.",
  "Lists answer { items, nextCursor }; null is the end. Refusals are application/problem+json (RFC 9457).",
].join("\n\n");

/** The named schemas that were cited, each of which must always be the same. */
class Components {
  readonly #schemas = new Map<string, string>();

  take({ schema, cited }: Described): JsonSchema {
    for (const [name, definition] of Object.entries(cited)) {
      const written = JSON.stringify(definition);
      const known = this.#schemas.get(name);
      if (known !== undefined && known !== written)
        throw new Error(`The shape ${name} is not the same as what is sent and as what is answered`);
      this.#schemas.set(name, written);
    }
    return schema;
  }

  all(): Json {
    const sorted = [...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, written]) => [name, JSON.parse(written)]));
  }
}

function describeOperation(name: string, operation: Operation, schemas: Components): Json {
  const { who, byKey } = whoMay(operation.permission);
  const security = who === "anyone" ? [{}, ...either] : byKey ? either : [{ session: [] }];
  const body = bodyOf(operation, schemas);
  return {
    operationId: name,
    summary: operation.summary,
    description: `Permission: ${operation.permission}. ${whoInWords(operation)}`,
    tags: [tagOf(operation.path)],
    security,
    parameters: [...pathParameters(operation), ...queryParameters(operation, schemas)],
    ...(body ? { requestBody: body } : {}),
    responses: { ...answersOf(operation, schemas), ...refusalAnswers(operation) },
  };
}

const either = [{ key: [] }, { session: [] }];

function whoInWords({ permission }: Operation): string {
  const { who, byKey, inArchive } = whoMay(permission);
  const people = {
    anyone: "Anyone",
    people: "Everybody who is signed in",
    creators: "Those who may create projects",
    administrators: "Administrators",
  } as const;
  const subject = typeof who === "string" ? people[who] : `Members: ${who.join(", ")}`;
  return [
    `${subject}${byKey ? "" : "; not by API key"}.`,
    ...(inArchive ? [] : ["Not in archived projects."]),
  ].join(" ");
}

/** By what the path is about: the noun below a project, or the first one. */
export function tagOf(path: string): string {
  const nouns = path.split("/").filter((part) => part !== "" && !part.startsWith("{"));
  const [first = "", second] = nouns.map((noun) => noun.replace(/[:.].*$/, ""));
  if (first !== "projects") return first;
  if (path.includes("/annotations")) return "annotations";
  return second ?? first;
}

const pathParameters = ({ path }: Operation): readonly Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));

function queryParameters({ query }: Operation, schemas: Components): readonly Json[] {
  if (!query) return [];
  const schema = schemas.take(describeShape(query, "input"));
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(schema.properties ?? {}).map(([name, { description, ...value }]) => ({
    name,
    in: "query",
    required: required.has(name),
    ...(description === undefined ? {} : { description }),
    schema: value,
  }));
}

function bodyOf({ body, wire }: Operation, schemas: Components): Json | null {
  if (wire === "upload")
    return {
      required: true,
      content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
    };
  if (!body) return null;
  const described = describeShape(body, "input");
  return {
    required: described.isRequired,
    content: { "application/json": { schema: schemas.take(described) } },
  };
}

function answersOf({ returns, wire, creates }: Operation, schemas: Components): Json {
  if (wire === "download") return { 200: { description: "A file.", content: { "*/*": {} } } };
  const schema = schemas.take(describeShape(returns, "output"));
  const content = {
    "application/json": { schema },
    ...(wire === "feed" ? { "text/event-stream": {} } : {}),
  };
  return creates
    ? { 200: { description: "It was there already.", content }, 201: { description: "Created.", content } }
    : { 200: { description: "Done.", content } };
}

/** One answer for each status, with the codes that it can have. */
function refusalAnswers(operation: Operation): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of refusalsOf(operation)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => problems[code].title).join(" / "),
        content: {
          "application/problem+json": {
            schema: {
              allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }],
            },
          },
        },
      },
    ]),
  );
}

const problemSchema = {
  type: "object",
  description: "RFC 9457 problem details.",
  properties: {
    type: { type: "string" },
    code: { type: "string", enum: Object.keys(problems), description: "For programs; never changes." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "For people: what is wrong and what to do." },
    requestId: { type: "string", description: "Quote it when you report something." },
    issues: {
      type: "array",
      description: "Where in the input, for invalid_input.",
      items: {
        type: "object",
        properties: { field: { type: "string" }, message: { type: "string" } },
        required: ["field", "message"],
      },
    },
    current: { description: "The server's copy, for stale_revision; the newest revision, for superseded." },
  },
  required: ["type", "code", "title", "status", "detail", "requestId"],
} as const;
