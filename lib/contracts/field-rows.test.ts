import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AnnotationResource, Batch } from "./annotations";
import { fieldRows } from "./field-rows";
import { describeShape } from "./json-schema";
import { page } from "./operation";

const rowsOf = (shape: z.ZodType) =>
  fieldRows(describeShape(shape, "input").schema).map(({ name, type }) => `${name}: ${type}`);

describe("the fields of a shape", () => {
  it("are told in a short notation, at any depth", () => {
    const shape = z.object({
      id: z.uuid(),
      note: z.string().nullable(),
      state: z.enum(["open", "done"]),
      places: z.array(z.object({ at: z.int() })),
      values: z.record(z.string(), z.union([z.string(), z.boolean()])),
    });
    expect(rowsOf(shape)).toEqual([
      "id: uuid",
      "note: string | null",
      'state: "open" | "done"',
      "places: object[]",
      "places[].at: integer",
      "values: { [key]: string | boolean }",
    ]);
  });

  it("say what may be left out, and what it is then", () => {
    const shape = z.object({ limit: z.int().max(1000).default(100).describe("How many."), from: z.string() });
    expect(fieldRows(describeShape(shape, "input").schema)).toEqual([
      { name: "limit", type: "integer", isRequired: false, description: "How many. = 100, ≤ 1,000" },
      { name: "from", type: "string", isRequired: true, description: "" },
    ]);
  });

  it("cite shapes that have a name, and tell several possible objects one by one", () => {
    expect(rowsOf(page(AnnotationResource))).toEqual(["items: Annotation[]", "nextCursor: string | null"]);
    expect(rowsOf(Batch)).toEqual([
      "(1/2): object",
      "opId: uuid",
      'set: "gold" | uuid',
      "annotations: BatchStep[]",
      "(2/2): object",
      "opId: uuid",
      'set: "gold" | uuid',
      "items: BatchStep[]",
    ]);
  });
});
