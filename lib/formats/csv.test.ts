import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryCorpus, type HeldCorpus, sampleCorpus } from "@/lib/test/arbitrary-corpus";
import { codecBytes } from "@/lib/test/codec-bytes";
import { csv } from "./csv";
import { isFormulaLike, unescapeFormula } from "./formula";

type Row = Map<string, string>;

/** The table as it is written: cells still escaped, by column. */
async function table(corpus: HeldCorpus): Promise<{ columns: string[]; rows: string[][] }> {
  const [columns = [], ...rows]: string[][] = parse(Buffer.from(await codecBytes(csv, corpus)), {
    bom: true,
    record_delimiter: "\r\n",
  });
  return { columns, rows };
}

const rowsOf = async (corpus: HeldCorpus): Promise<Row[]> => {
  const { columns, rows } = await table(corpus);
  return rows.map((row) => new Map(columns.map((column, at) => [column, unescapeFormula(row[at] ?? "")])));
};

describe("CSV", () => {
  it("has a row for each annotation, and every cell reads back", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const rows = await rowsOf(corpus);
        const wanted = corpus.documents.flatMap(({ document, annotations }) =>
          annotations.map((annotation) => ({ document, annotation })),
        );
        expect(rows).toHaveLength(wanted.length);
        for (const [at, { document, annotation }] of wanted.entries()) {
          const cell = (column: string) => rows[at]?.get(column);
          expect(cell("annotation_id")).toBe(annotation.id);
          expect(cell("kind")).toBe(annotation.kind);
          expect(cell("tag")).toBe(annotation.tag);
          expect(cell("title")).toBe(document.title);
          expect(cell("note")).toBe(annotation.note);
          expect(cell("text_sha256")).toBe(document.textSha256);
          expect(cell("offset_unit")).toBe("code points");
          expect(cell("from_id")).toBe(annotation.kind === "relation" ? annotation.fromId : "");
          const others = JSON.parse(cell("attributes_outside_scheme") || "{}");
          for (const [key, value] of Object.entries(annotation.attributes))
            expect(Object.hasOwn(others, key) ? others[key] : cell(`attr_${key}`)).toBe(
              Object.hasOwn(others, key) ? value : String(value),
            );
          const spans = annotation.kind === "span" ? annotation.spans : [];
          const read = (cell("spans") || "")
            .split(";")
            .filter(Boolean)
            .map((pair) => pair.split("-").map(Number));
          expect(read).toEqual(spans.map(({ start, end }) => [start, end]));
          const slices = read.map(([start, end]) => [...document.text].slice(start, end).join(""));
          expect(cell("quote")).toBe(slices.join(" … "));
          if (spans.length === 1)
            expect(document.text.slice(Number(cell("start_utf16")), Number(cell("end_utf16")))).toBe(
              cell("quote"),
            );
        }
      }),
      { numRuns: 100 },
    );
  });

  it("never gives a spreadsheet a formula", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const { columns, rows } = await table(corpus);
        for (const cell of [...columns, ...rows.flat()]) if (isFormulaLike(cell)) expect(cell).toMatch(/^'/);
      }),
    );
  });

  it("begins with a byte order mark, ends rows with CRLF, and quotes every text", async () => {
    const corpus = sampleCorpus(({ documents }) =>
      documents.some(({ annotations }) => annotations.length > 0),
    );
    const bytes = await codecBytes(csv, corpus);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.startsWith('"project","document_id","title"')).toBe(true);
    expect(text.endsWith('"code points"\r\n')).toBe(true);
  });
});
