import { describe, expect, it } from "vitest";
import { z } from "zod";
import { permissions } from "@/lib/policy/policy";
import { methods, type Operation } from "./operation";
import { problems } from "./problem";
import { type OperationName, operations } from "./registry";

const all = (Object.keys(operations) as OperationName[]).map((name): [OperationName, Operation] => [
  name,
  operations[name],
]);
const shapeOf = (shape: z.ZodType, io: "input" | "output") =>
  z.toJSONSchema(shape, { io, unrepresentable: "any" }) as Shape;
type Shape = {
  type?: string;
  properties?: Record<string, Shape>;
  additionalProperties?: unknown;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
};

/** Every object in a shape that would let in a field that it doesn't name. */
function* openObjects(shape: Shape, at: string): Generator<string> {
  if (shape.properties && shape.additionalProperties !== false) yield at;
  for (const [key, inner] of Object.entries(shape.properties ?? {}))
    yield* openObjects(inner, `${at}.${key}`);
  for (const inner of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) yield* openObjects(inner, at);
  if (shape.items) yield* openObjects(shape.items, `${at}[]`);
}

describe.each(all)("%s", (name, operation) => {
  it("has a method, an address, a permission that exists and a sentence", () => {
    expect(methods).toContain(operation.method);
    expect(operation.path).toMatch(/^(\/([a-z-]+|\{[a-z]+\})(:[a-z-]+)?|\/[a-z]+\.(css|json))+$/);
    expect(permissions).toContain(operation.permission);
    expect(operation.summary).toMatch(/^[A-Z].*\.$/s);
  });

  it("refuses fields that it doesn't name, however deep", () => {
    for (const shape of [operation.body, operation.query])
      if (shape) expect([...openObjects(shapeOf(shape, "input"), name)]).toEqual([]);
  });

  it("sends no body with a GET, and creates with POST only", () => {
    if (operation.method === "GET") expect(operation.body).toBeUndefined();
    if (operation.creates) expect(operation.method).toBe("POST");
  });

  it("lists in pages of a limited size", () => {
    if (!name.startsWith("list")) return;
    const { properties = {} } = shapeOf(operation.query ?? z.unknown(), "input");
    expect(Object.keys(properties)).toContain("limit");
    expect(operation.query?.safeParse({ limit: "1001" }).success).toBe(false);
    expect(operation.query?.safeParse({ limit: "0" }).success).toBe(false);
    const answered = Object.keys(shapeOf(operation.returns, "output").properties ?? {});
    expect(answered).toEqual(expect.arrayContaining(["items", "nextCursor"]));
  });

  it("answers no secret but the one that it makes", () => {
    const answered = JSON.stringify(shapeOf(operation.returns, "output"));
    expect(answered).not.toMatch(/passwordHash|keyHash|tokenHash|"(token|secret|password)":/);
  });
});

describe("the operations", () => {
  it("have an address and a method that no other has", () => {
    const places = all.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it("use every permission, and no write asks for a permission to read", () => {
    const used = new Set(all.map(([, { permission }]) => permission));
    // Asked about the author of a row, by operations whose own permission lets one change rows of one's own.
    used.add("annotation.correct");
    expect(permissions.filter((permission) => !used.has(permission))).toEqual([]);
    for (const [, { method, permission }] of all)
      if (method !== "GET") expect(permission).not.toMatch(/\.read$/);
  });
});

describe("problems", () => {
  it("have a status for refusals and a title of their own", () => {
    const titles = Object.values(problems).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { status } of Object.values(problems)) expect(status).toBeGreaterThanOrEqual(400);
  });
});
