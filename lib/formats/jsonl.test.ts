import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryCorpus, type HeldCorpus, held, sampleCorpus } from "@/lib/test/arbitrary-corpus";
import { codecBytes } from "@/lib/test/codec-bytes";
import type { ReadCorpus } from "./codec";
import { jsonl } from "./jsonl";

const bytesOf = (corpus: HeldCorpus): Promise<Uint8Array> => codecBytes(jsonl, corpus);

/** Opens the bytes in pieces of the given sizes, over and over. */
const inPieces = (bytes: Uint8Array, sizes: readonly number[]) =>
  async function* () {
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const size = Math.max(1, sizes[n % sizes.length] ?? bytes.length);
      yield bytes.slice(at, at + size);
      at += size;
    }
  };
const read = (bytes: Uint8Array, sizes: readonly number[] = []): Promise<ReadCorpus> =>
  jsonl.read(inPieces(bytes, sizes));

/** Sorts every object's keys backwards, which a database may do as well. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reordered(item)]),
  );
}

const sample = sampleCorpus(({ documents }) => documents.some(({ annotations }) => annotations.length > 3));

describe("the native format", () => {
  it("reads back what it wrote, and writes that again byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryCorpus,
        fc.array(fc.nat({ max: 50 }), { minLength: 1 }),
        async (corpus, sizes) => {
          const bytes = await bytesOf(corpus);
          const result = await read(bytes, sizes);
          if (!result.ok) throw new Error(`line ${result.line}: ${result.reason}`);
          const again = await held(result.corpus);
          expect(again).toEqual(corpus);
          expect(Buffer.from(await bytesOf(again)).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("does not let the order of keys into the file", async () => {
    // Holds because only the order of keys differs.
    const backwards = reordered(sample) as HeldCorpus;
    expect(Buffer.from(await bytesOf(backwards)).equals(await bytesOf(sample))).toBe(true);
  });

  it("writes fields that came later only where they say something, and reads files from before them", async () => {
    const plain: HeldCorpus = {
      ...sample,
      rounds: sample.rounds.map((round) => ({ ...round, plan: null })),
      entities: sample.entities.map((entity) => ({ ...entity, deletedAt: null })),
      documents: sample.documents.map((item) => ({
        ...item,
        ...{ removed: [], reviews: [], decisions: [], threads: [], cases: [] },
        places: item.places.map((place) => ({ ...place, planned: [] })),
      })),
    };
    const bytes = await bytesOf(plain);
    const written = new TextDecoder().decode(bytes);
    for (const field of ["removed", "plan", "planned", "deletedAt"])
      expect(written).not.toContain(`"${field}":`);
    const result = await read(bytes);
    if (!result.ok) throw new Error(`line ${result.line}: ${result.reason}`);
    expect(await held(result.corpus)).toEqual(plain);
  });

  it("is one JSON value a line for every reader of lines", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const text = new TextDecoder().decode(await bytesOf(corpus));
        expect(text).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufeff\r]/);
        const lines = text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line));
        const { guidelines, rounds, entities, documents } = corpus;
        const count = [guidelines, rounds, entities, documents].reduce((sum, { length }) => sum + length, 2);
        expect(lines).toHaveLength(count);
        expect(lines[0]).toMatchObject({
          type: "header",
          format: "concord-corpus",
          version: 2,
          offsetUnit: "code points",
        });
      }),
      { numRuns: 50 },
    );
  });

  it("notices every way of cutting the file short", async () => {
    const bytes = await bytesOf(sample);
    const lineCount = bytes.reduce((sum, byte) => sum + Number(byte === 0x0a), 0);
    for (
      let length = 0;
      length < bytes.length;
      length += length < 200 || length > bytes.length - 200 ? 1 : 37
    ) {
      const result = await read(bytes.slice(0, length));
      expect(result.ok, `cut at ${length} of ${bytes.length}`).toBe(false);
      if (result.ok) continue;
      expect(result.reason).not.toBe("");
      expect(result.line).toBeGreaterThan(0);
      expect(result.line).toBeLessThanOrEqual(lineCount + 1);
    }
  });

  it("notices any byte that was changed, and never throws", async () => {
    const bytes = await bytesOf(sample);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const altered = bytes.slice();
          altered[at] = (altered[at] ?? 0) ^ change;
          expect((await read(altered)).ok).toBe(false);
        },
      ),
      { numRuns: 600 },
    );
  });

  it("refuses noise without throwing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await read(bytes)).ok).toBe(false);
      }),
    );
    const json = fc.json().map((line) => new TextEncoder().encode(`${line}\n`));
    await fc.assert(
      fc.asyncProperty(json, async (bytes) => {
        expect((await read(bytes)).ok).toBe(false);
      }),
    );
  });

  it("hands nothing out when the file changes between checking and reading", async () => {
    const bytes = await bytesOf(sample);
    let opened = 0;
    const result = await jsonl.read(() => inPieces(opened++ ? bytes.slice(0, -30) : bytes, [])());
    if (!result.ok) throw new Error(result.reason);
    await expect(held(result.corpus)).rejects.toThrow("changed while it was read");
  });
});

/** As much of a parsed line as the tests change. */
type LineValue = {
  name?: string;
  document?: { text: string };
  annotations?: AnnotationValue[];
};
type AnnotationValue = { kind: string; spans?: object[] };

/** The file with a change to the parsed value of one line, and nothing else. */
async function altered(
  type: string,
  change: (line: LineValue) => void,
): Promise<ReadCorpus & { at: number }> {
  const lines = new TextDecoder()
    .decode(await bytesOf(sample))
    .trimEnd()
    .split("\n");
  const at = lines.findIndex(
    (line) => line.startsWith(`{"type":"${type}"`) && (type !== "document" || line.includes('"kind":"span"')),
  );
  const value = JSON.parse(lines[at] ?? "");
  change(value);
  lines[at] = JSON.stringify(value);
  return { ...(await read(new TextEncoder().encode(`${lines.join("\n")}\n`))), at: at + 1 };
}
const spanOf = (line: LineValue): AnnotationValue => {
  const found = line.annotations?.find((annotation) => annotation.kind === "span");
  if (!found) throw new Error("The sample has no span");
  return found;
};
const set = (target: object | undefined, key: string, value: unknown) =>
  Object.assign(target ?? {}, { [key]: value });

describe("what the native format's reader says", () => {
  it.each<[string, string, (line: LineValue) => void, RegExp]>([
    ["a later version", "header", (line) => set(line, "version", 3), /^version: one of 1, 2 is needed/],
    ["another unit", "header", (line) => set(line, "offsetUnit", "bytes"), /^offsetUnit:/],
    ["an unknown field", "header", (line) => set(line, "extra", 1), /^extra: this field is not known/],
    ["a missing field", "entity", (line) => delete line.name, /^name: this field is missing/],
    ["an unknown set", "entity", (line) => set(line, "setId", "x"), /^setId: the header has no set “x”/],
    [
      "a changed text",
      "document",
      (line) => set(line.document, "text", `${line.document?.text} `),
      /^document.textSha256:/,
    ],
    [
      "a wrong length",
      "document",
      (line) => set(line.document, "length", 9999),
      /^document.length: the text has/,
    ],
    [
      "a wrong quote",
      "document",
      (line) => set(spanOf(line).spans?.[0], "quote", "other"),
      /spans\.0\.quote: the text reads/,
    ],
    [
      "a span past the end",
      "document",
      (line) => set(spanOf(line).spans?.[0], "end", 9_999_999),
      /past its end|in order/,
    ],
    [
      "a span that ends first",
      "document",
      (line) => set(spanOf(line).spans?.[0], "end", 0),
      /ends after it starts/,
    ],
    ["no span", "document", (line) => set(spanOf(line), "spans", []), /at least one span/],
    ["an unknown entity", "document", (line) => set(spanOf(line), "entityId", "x"), /has the entity “x”/],
    [
      "another document's annotation",
      "document",
      (line) => set(spanOf(line), "documentId", "x"),
      /another document/,
    ],
    ["an id twice", "document", (line) => line.annotations?.push(spanOf(line)), /is used twice/],
    [
      "a time without zone",
      "document",
      (line) => set(spanOf(line), "createdAt", "2025-01-01T00:00:00"),
      /a time such as/,
    ],
    [
      "a fraction of a character",
      "document",
      (line) => set(spanOf(line).spans?.[0], "start", 0.5),
      /whole number/,
    ],
    ["NUL", "document", (line) => set(spanOf(line), "note", "a\0"), /NUL/],
    ["half a surrogate pair", "document", (line) => set(spanOf(line), "note", "\ud800"), /surrogate/],
    [
      "a relation to nowhere",
      "document",
      (line) => set(spanOf(line), "kind", "relation"),
      /this field is not known|is missing/,
    ],
    ["a wrong count", "end", (line) => set(line, "annotations", 12345), /^annotations: the file has/],
    [
      "a wrong hash",
      "end",
      (line) => set(line, "sha256", "0".repeat(64)),
      /^sha256: .* the file was altered/,
    ],
  ])("names the line and the place of %s", async (_, type, change, reason) => {
    const result = await altered(type, change);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.reason).toMatch(reason);
    expect(result.line).toBe(result.at);
  });

  it("notices a change that still makes sense by the hash at the end", async () => {
    const result = await altered("document", (line) => set(spanOf(line), "note", "somebody else's words"));
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining("the file was altered") });
  });
});
