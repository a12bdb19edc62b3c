import { describe, expect, it } from "vitest";
import { openApi, tagOf } from "./openapi";
import { problems } from "./problem";
import { operations } from "./registry";

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const document = openApi();

function at(pointer: string): unknown {
  return pointer
    .slice(2)
    .split("/")
    .reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), document);
}

function* nodesBelow(node: unknown): Generator<Node> {
  if (!isNode(node)) return;
  yield node;
  for (const inner of Object.values(node)) yield* nodesBelow(inner);
}

const described = Object.entries(isNode(document.paths) ? document.paths : {}).flatMap(([path, methods]) =>
  Object.entries(isNode(methods) ? methods : {}).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation: isNode(operation) ? operation : {},
  })),
);

describe("the OpenAPI document", () => {
  it("is of version 3.1 and says where and with what it is reached", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.servers).toEqual([{ url: "/api/v1" }]);
    expect(at("#/components/securitySchemes/key")).toMatchObject({ type: "http", scheme: "bearer" });
    expect(at("#/components/securitySchemes/session")).toMatchObject({ type: "apiKey", in: "cookie" });
  });

  it("has every operation once, by its name", () => {
    const declared = Object.entries(operations).map(
      ([name, { method, path }]) => `${name} ${method} ${path}`,
    );
    const found = described.map((one) => `${one.operation.operationId} ${one.method} ${one.path}`);
    expect(found.toSorted()).toEqual(declared.toSorted());
  });

  it("cites only what is in it, and has nothing that is not cited", () => {
    const cited = [...nodesBelow(document)].flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : []));
    for (const pointer of cited) expect(at(pointer), pointer).toBeDefined();
    for (const name of Object.keys(at("#/components/schemas") ?? {}))
      expect(cited, name).toContain(`#/components/schemas/${name}`);
    expect(JSON.stringify(document)).not.toContain("$defs");
  });
});

describe("each operation in the OpenAPI document", () => {
  it("has a parameter for each name in its path", () => {
    for (const { path, operation } of described) {
      const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
      const inPath = parameters.filter((one) => one.in === "path").map((one) => one.name);
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length);
    }
  });

  it("answers something, and refuses with known codes of that status", () => {
    for (const { operation } of described) {
      const responses = isNode(operation.responses) ? operation.responses : {};
      expect(Object.keys(responses), String(operation.operationId)).toContain("200");
      for (const [status, response] of Object.entries(responses).filter(([code]) => Number(code) >= 400)) {
        const codes = [...nodesBelow(response)].flatMap((node) =>
          Array.isArray(node.enum) ? node.enum : [],
        );
        expect(codes.length).toBeGreaterThan(0);
        for (const code of codes) {
          const known = Object.entries(problems).find(([name]) => name === code)?.[1];
          expect(known?.status, code).toBe(Number(status));
        }
      }
    }
  });

  it("says 201 where it creates, and that a key is of no use where only a person may", () => {
    const byName = new Map(described.map(({ operation }) => [operation.operationId, operation]));
    expect(Object.keys(byName.get("createDocument")?.responses ?? {})).toContain("201");
    expect(byName.get("createApiKey")?.security).toEqual([{ session: [] }]);
    expect(byName.get("readOpenApi")?.security).toContainEqual({});
  });
});

describe("the groups of the API", () => {
  it("are what the paths are about", () => {
    expect(tagOf("/projects/{project}/documents/{document}/annotations:batch")).toBe("annotations");
    expect(tagOf("/projects/{project}/documents:next")).toBe("documents");
    expect(tagOf("/projects/{project}:archive")).toBe("projects");
    expect(tagOf("/links:use")).toBe("links");
    expect(tagOf("/openapi.json")).toBe("openapi");
  });
});
