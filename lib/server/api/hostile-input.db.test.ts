import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Operation } from "@/lib/contracts/operation";
import { type OperationName, operations } from "@/lib/contracts/registry";
import { examples } from "@/lib/test/api-examples";
import { bySession, call, type Input, ORIGIN } from "@/lib/test/call-api";
import { arbitraryOf, hostileText, type JsonSchema } from "@/lib/test/json-schema-arbitrary";
import { openInstallation } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";
import { dispatch } from "./dispatch";

const RUNS = 2_000;
const operationOf = (name: OperationName): Operation => operations[name];
const schemaOf = (shape: z.ZodType): JsonSchema =>
  z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as JsonSchema;

// Those that would end the caller's own session, hash passwords for minutes, or take away what the others act on.
const spared: readonly OperationName[] = [
  "endOtherSessions",
  "changePassword",
  "archiveProject",
  "restoreProject",
];
const names = (Object.keys(operations) as OperationName[]).filter((name) => !spared.includes(name));
const withBody = names.filter((name) => operationOf(name).body);
const withQuery = names.filter((name) => operationOf(name).query);

let close: () => Promise<void>;
let team: Team;
let headers: Readonly<Record<string, string>>;
const inputs = new Map<OperationName, Input>();
const inputOf = (name: OperationName): Input => inputs.get(name) ?? {};

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam({ blind: false });
  headers = await bySession(team.owner);
  for (const name of names) {
    const { after: _, ...input } = await examples[name]({ team, who: team.owner, isCoder: true });
    inputs.set(name, input);
  }
});
afterAll(() => close());
beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

/** Refused with words or done, never fallen over. */
async function survives(response: Response): Promise<void> {
  const text = await response.text();
  if (response.status >= 500) expect(text).toBe(`no ${response.status}`);
  expect(response.status).toBeGreaterThanOrEqual(200);
}

/** Words that declarations take, so that what is wrong is found further in. */
const known = [
  "ACTOR",
  "QUOTE",
  "SOURCE",
  "span",
  "relation",
  "create",
  "update",
  "actor",
  "certainty",
  "SURE",
];

describe("two thousand requests of each kind end in an answer", () => {
  it("with bodies of the declared shape and hostile values", async () => {
    const ids = [
      team.projectId,
      team.ana.userId,
      ...withBody.flatMap((name) => Object.values(inputOf(name).params ?? {})),
    ];
    const request = fc.constantFrom(...withBody).chain((name) => {
      const schema = schemaOf(operationOf(name).body ?? z.unknown());
      return arbitraryOf(schema, [...known, ...ids]).map((body) => ({ name, body }));
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ name, body }) => {
        await survives(await call(name, { ...inputOf(name), body, headers }));
      }),
      { numRuns: RUNS },
    );
  });

  it("with a body that fits but for one field", async () => {
    const request = fc.constantFrom(...withBody).chain((name) => {
      const schema = schemaOf(operationOf(name).body ?? z.unknown());
      const shapes = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
      const fields = shapes.flatMap(({ properties }) => Object.entries(properties ?? {}));
      return fields.length === 0
        ? fc.constant({ name, key: "x", value: null as unknown })
        : fc
            .constantFrom(...fields)
            .chain(([key, field]) => arbitraryOf(field, known).map((value) => ({ name, key, value })));
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ name, key, value }) => {
        const input = inputOf(name);
        const body = { ...(input.body as object | undefined), [key]: value };
        await survives(await call(name, { ...input, body, headers }));
      }),
      { numRuns: RUNS },
    );
  });

  it("with bodies that are any JSON at all", async () => {
    const request = fc.tuple(fc.constantFrom(...withBody), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(request, async ([name, body]) => {
        await survives(await call(name, { ...inputOf(name), body, headers }));
      }),
      { numRuns: RUNS },
    );
  });

  it("with queries of the declared names and hostile values", async () => {
    const request = fc.constantFrom(...withQuery).chain((name) => {
      const { properties = {} } = schemaOf(operationOf(name).query ?? z.unknown());
      const fields = Object.keys(properties).map(
        (key) => [key, hostileQuery(properties[key] ?? {})] as const,
      );
      return fc.record(Object.fromEntries(fields), { requiredKeys: [] }).map((query) => ({ name, query }));
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ name, query }) => {
        const input = inputOf(name);
        const given = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));
        await survives(await call(name, { ...input, query: { ...input.query, ...given }, headers }));
      }),
      { numRuns: RUNS },
    );
  });

  it("with any path", async () => {
    const parts = [
      "projects",
      "documents",
      "annotations",
      team.projectId,
      `${team.projectId}:archive`,
      ":",
      "..",
    ];
    const part = fc.oneof(fc.constantFrom(...parts, ...hostileText), fc.string({ unit: "binary" }));
    const request = fc.tuple(fc.constantFrom("GET", "PUT", "PATCH", "DELETE", "OPTIONS"), fc.array(part));
    await fc.assert(
      fc.asyncProperty(request, async ([method, path]) => {
        await survives(await dispatch(new Request(ORIGIN, { method, headers }), path));
      }),
      { numRuns: RUNS },
    );
  });

  it("with any ids that look like ids", async () => {
    const inProject = names.filter((name) => operationOf(name).path.includes("}/"));
    const request = fc.tuple(fc.constantFrom(...inProject), fc.uuid());
    await fc.assert(
      fc.asyncProperty(request, async ([name, id]) => {
        const input = inputOf(name);
        const { project, ...rest } = input.params ?? {};
        const params = {
          project: project ?? "",
          ...Object.fromEntries(Object.keys(rest).map((key) => [key, id])),
        };
        await survives(await call(name, { ...input, params, headers }));
      }),
      { numRuns: RUNS },
    );
  });
});

/** Numbers beyond what the database counts to, cursors of other lists, and text no column holds. */
function hostileQuery(field: JsonSchema): fc.Arbitrary<unknown> {
  const cursors = [
    `9999999999.${team.projectId}`,
    `2147483648.${team.projectId}`,
    Buffer.from(`${team.projectId}\0`).toString("base64url"),
    Buffer.from(JSON.stringify([null, "\0", {}])).toString("base64url"),
    Buffer.from('{"key":"\\u0000","id":"x"}').toString("base64url"),
  ];
  const dates = ["2026-01-01", "9999-12-31"];
  const values = [...cursors, ...dates, ...hostileText.filter((text) => text.length < 5_000), team.projectId];
  const numbers = [
    "0",
    "1",
    "2147483647",
    "2147483648",
    "9007199254740991",
    "9223372036854775807",
    "9223372036854775808",
  ];
  return fc.oneof(fc.constantFrom(...values, ...numbers), arbitraryOf(field, values));
}

/** Every text in a value, by its place, replaced by another one at a time. */
function* replaced(value: unknown, text: string): Generator<unknown> {
  if (typeof value === "string") yield text;
  else if (Array.isArray(value))
    for (const [at, item] of value.entries())
      for (const next of replaced(item, text)) yield value.with(at, next);
  else if (value !== null && typeof value === "object")
    for (const [key, item] of Object.entries(value))
      for (const next of replaced(item, text)) yield { ...value, [key]: next };
}

describe("a character that can't be stored", () => {
  /** Bodies with everything that a person can write in them. */
  const full: Partial<Record<OperationName, object>> = {
    createDocument: {
      title: "a",
      text: "a",
      outlet: "a",
      publisherCountry: "FRA",
      byline: "a",
      credit: "a",
      url: "https://a.example/",
      publishedAt: "2026-01-01",
      language: "en",
      licenceNote: "a",
    },
    updateDocument: {
      revision: 1,
      title: "a",
      outlet: "a",
      publisherCountry: "FRA",
      byline: "a",
      credit: "a",
      url: "https://a.example/",
      publishedAt: "2026-01-01",
      language: "en",
      licenceNote: "a",
    },
    createAnnotation: {
      kind: "span",
      tag: "ACTOR",
      note: "a",
      attributes: { certainty: "SURE" },
      spans: [{ start: 0, end: 8, quote: "Minister" }],
    },
    updateAnnotation: { revision: 1, note: "a", attributes: { certainty: "SURE" } },
    createEntity: { kind: "actor", name: "a", aliases: ["a"], identifiers: { wikidata: "Q1" }, note: "a" },
    updateEntity: { revision: 1, name: "a", aliases: ["a"], identifiers: { wikidata: "Q1" }, note: "a" },
    createImport: {
      options: {
        columnMap: { text: "a", title: "a" },
        defaults: { outlet: "a", language: "en", licenceNote: "a" },
      },
    },
    createApiKey: { name: "a" },
    createInvitation: { role: "viewer", email: "a@herald.example" },
  };

  it.each(withBody)("is refused in every text of %s", async (name) => {
    const input = inputOf(name);
    for (const text of ["a\0b", "a\ud800b", "\udfffa", "\0"])
      for (const body of replaced(full[name] ?? input.body, text)) {
        const response = await call(name, { ...input, body, headers });
        // A link with a wrong token is gone, whatever the token.
        expect(`${JSON.stringify(body)} ${response.status}`).toMatch(/ (400|410)$/);
        await response.text();
      }
  });

  it.each(withQuery)("is refused in every text of the query of %s", async (name) => {
    const input = inputOf(name);
    const { properties = {} } = schemaOf(operationOf(name).query ?? z.unknown());
    for (const key of Object.keys(properties)) {
      const response = await call(name, { ...input, query: { ...input.query, [key]: "a\0b" }, headers });
      await response.text();
      expect(`${key} ${response.status}`).toBe(`${key} 400`);
    }
  });
});
