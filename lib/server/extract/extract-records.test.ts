import { describe, expect, it } from "vitest";
import { collectDocument, collectItems, collectProblems } from "./collect-items";
import { encodeLegacy, encodeUtf16 } from "./encode-legacy";
import { csvPreview, guessColumnMap } from "./extract-csv";
import { extractLimits } from "./extract-limits";

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

describe("JSON lines", () => {
  it("give one document each, by any of the known names", async () => {
    const first = {
      headline: "Talks",
      body: "Text one\r\n",
      source: { id: null, name: "The Post" },
      authors: ["A", "B"],
      published_at: "2025-01-31T10:00:00Z",
      lang: "en_US",
      license: "CC0",
      Split: "validation",
      genre: "News",
      link: "https://example.org/1",
      wire: "AP",
      publisher_country: "gbr",
    };
    expect(await collectItems("a.jsonl", `${line(first)}\n${line({ text: "Two" })}`)).toEqual([
      {
        state: "document",
        path: "a.jsonl",
        line: 1,
        title: "Talks",
        text: "Text one\n",
        metadata: {
          outlet: "The Post",
          byline: "A, B",
          publishedAt: "2025-01-31T10:00:00Z",
          language: "en-US",
          licenceNote: "CC0",
          split: "dev",
          genre: "news",
          url: "https://example.org/1",
          credit: "AP",
          publisherCountry: "GBR",
        },
        warnings: [],
      },
      { state: "document", path: "a.jsonl", line: 3, title: "Two", text: "Two", metadata: {}, warnings: [] },
    ]);
  });

  it("that are bad are problems with their line numbers; the others are read", async () => {
    const good = Buffer.from(line({ text: "good" }));
    const bytes = Buffer.concat([
      good,
      Buffer.from('{"text": \n'),
      Buffer.from("[1]\n"),
      Buffer.from("\r\n"),
      Buffer.from(line({ title: "none" })),
      Buffer.from(line({ text: 5 })),
      Buffer.from('{"text": "lone \\ud83d"}\n'),
      Buffer.from('{"text": "nul \\u0000"}\n'),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`${"x".repeat(extractLimits.lineBytesMax + 1)}\n`),
      Buffer.from(line({ text: " " })),
      good,
    ]);
    expect(await collectProblems("a.jsonl", bytes)).toEqual([
      "a.jsonl:2 json_invalid",
      "a.jsonl:3 json_invalid",
      "a.jsonl:5 text_missing",
      "a.jsonl:6 text_missing",
      "a.jsonl:7 lone_surrogate",
      "a.jsonl:8 nul",
      "a.jsonl:9 charset_unknown",
      "a.jsonl:10 line_too_long",
      "a.jsonl:11 empty",
    ]);
    const items = await collectItems("a.jsonl", bytes);
    expect(items.filter(({ state }) => state === "document").map((item) => item.line)).toEqual([1, 12]);
  });

  it("with names of object prototypes are lines like any other", async () => {
    const raw =
      '{"__proto__": {"text": "evil"}, "constructor": "x", "toString": "y", "text": "good", "title": "__proto__"}';
    expect(await collectDocument("a.jsonl", raw)).toMatchObject({
      title: "__proto__",
      text: "good",
      metadata: {},
      warnings: ["Not imported: __proto__, constructor, toString."],
    });
    expect(await collectProblems("a.jsonl", '{"__proto__": {"text": "evil"}}')).toEqual([
      "a.jsonl:1 text_missing",
    ]);
    expect(Object.hasOwn(Object.prototype, "text")).toBe(false);
  });

  it("keep the document when a value cannot be kept, and say so", async () => {
    const values = {
      date: "01/02/2025",
      url: "javascript:x",
      language: "English",
      split: "all",
      genre: "poem",
      country: "UK",
      byline: { a: 1 },
      outlet: "a\0b",
    };
    const { metadata, warnings } = await collectDocument("a.jsonl", line({ text: "x", ...values }));
    expect(metadata).toEqual({});
    expect(warnings.map((warning) => warning.split(":")[0]).sort()).toEqual(
      ["byline", "genre", "language", "outlet", "publishedAt", "publisherCountry", "split", "url"].sort(),
    );
  });

  it("may come in UTF-16 and with a byte order mark", async () => {
    const raw = line({ text: "Привет" });
    for (const bytes of [
      Buffer.from(`\uFEFF${raw}`),
      encodeUtf16(raw, "le", true),
      encodeUtf16(raw, "be", false),
    ]) {
      expect((await collectDocument("a.ndjson", bytes)).text).toBe("Привет");
    }
  });

  it("stop after very many problems, and say so", async () => {
    const problems = await collectProblems("a.jsonl", "x\n".repeat(extractLimits.problemsMax + 500));
    expect(problems).toHaveLength(extractLimits.problemsMax + 1);
    expect(problems.at(-1)).toBe("a.jsonl:- too_many_problems");
  });

  it("stop after very many documents, and say so", async () => {
    const items = await collectItems("a.jsonl", '{"text":"a"}\n'.repeat(extractLimits.documentsMax + 2));
    expect(items).toHaveLength(extractLimits.documentsMax + 1);
    expect(items.at(-1)).toMatchObject({ reason: { code: "too_many_documents" } });
  }, 30_000);
});

describe("tables", () => {
  it("give one document a record, with the line on which it starts", async () => {
    const table =
      'Headline,Article Text,Source,Published At\r\nOne,"a\r\n""b""\r\n\r\nc",Post,2025-01-31\r\n\r\nTwo,d,,\r\n';
    expect(await collectItems("a.csv", table)).toMatchObject([
      {
        line: 2,
        title: "One",
        text: 'a\n"b"\n\nc',
        metadata: { outlet: "Post", publishedAt: "2025-01-31" },
        warnings: [],
      },
      { line: 7, title: "Two", text: "d", metadata: {} },
    ]);
  });

  it.each([
    ["a.csv", "title;text\nT;a, b\n"],
    ["a.csv", "title\ttext\nT\ta, b\n"],
    ["a.tsv", "title\ttext\nT\ta, b\n"],
    ["a.csv", '"title","text"\rT,"a, b"'],
    ["a.csv", '\uFEFFtitle,text\nT,"a, b"'],
  ])("may be separated and ended in any usual way (%#)", async (path, table) => {
    expect(await collectDocument(path, table)).toMatchObject({ line: 2, title: "T", text: "a, b" });
  });

  it("may come in old charsets, which is said once", async () => {
    const bytes = encodeLegacy(
      "windows-1251",
      "text\nМинистр заявил о переговорах.\nПрезидент сообщил о встрече.\n",
    );
    const items = await collectItems("a.csv", bytes);
    expect(items).toMatchObject([
      { text: "Министр заявил о переговорах.", warnings: [expect.stringContaining("windows-1251")] },
      { text: "Президент сообщил о встрече.", warnings: [] },
    ]);
  });

  it("have bad records as problems with their line numbers; the others are read", async () => {
    const table = 'title,text\nA,one\nB\nC,"x\ny",z\n,\nD," "\nE,5" nails\n';
    expect(await collectProblems("a.csv", table)).toEqual([
      "a.csv:3 csv_invalid",
      "a.csv:4 csv_invalid",
      "a.csv:7 empty",
    ]);
    const items = await collectItems("a.csv", table);
    expect(items.filter(({ state }) => state === "document")).toMatchObject([
      { line: 2 },
      { line: 8, text: '5" nails' },
    ]);
  });

  it("end where a quote never closes: what came before is kept, and the line is named", async () => {
    expect(await collectItems("a.csv", 'text\none\n\n"two\nthree\n')).toMatchObject([
      { state: "document", line: 2, text: "one" },
      { state: "problem", line: 4, reason: { code: "csv_invalid" } },
    ]);
  });

  it("end at a record beyond all bounds", async () => {
    const huge = "x".repeat(extractLimits.recordSizeMax + 10);
    expect(await collectItems("a.csv", `text\none\n"${huge}"\nthree\n`)).toMatchObject([
      { state: "document", line: 2, text: "one" },
      { state: "problem", line: 3, reason: { code: "line_too_long" } },
    ]);
    const wide = Array.from({ length: extractLimits.csvColumnsMax + 1 }, (_, index) => `c${index}`).join(",");
    expect(await collectProblems("a.csv", `${wide}\n`)).toEqual(["a.csv:1 csv_invalid"]);
  });

  it("take a column map, and refuse one that does not fit", async () => {
    const table = "a,b,c\nT,x,y\n";
    expect(await collectItems("a.csv", table, { columnMap: { text: "c", title: "a" } })).toMatchObject([
      { title: "T", text: "y", warnings: ["Not imported: b."] },
    ]);
    const wrong = { columnMap: { text: "c", url: "nowhere" } };
    expect(await collectProblems("a.csv", table, wrong)).toEqual(["a.csv:1 column_missing"]);
    expect(await collectProblems("a.csv", table)).toEqual(["a.csv:1 column_missing"]);
    expect(await collectProblems("a.csv", "\n\n")).toEqual(["a.csv:- empty"]);
  });

  it("with names of object prototypes are tables like any other", async () => {
    const table = "__proto__,constructor,text\nevil,evil,good\n";
    expect(await collectDocument("a.csv", table)).toMatchObject({
      text: "good",
      metadata: {},
      warnings: ["Not imported: __proto__, constructor."],
    });
    expect(await collectItems("a.csv", table, { columnMap: { text: "__proto__" } })).toMatchObject([
      { text: "evil" },
    ]);
  });

  it("suggest their columns by name", () => {
    expect(guessColumnMap(["ID", "Full Text", "Title", "newspaper", "pub_date"])).toEqual({
      text: "Full Text",
      title: "Title",
      outlet: "newspaper",
      publishedAt: "pub_date",
    });
    expect(guessColumnMap(["id", "toString", "__proto__"])).toBeNull();
  });

  it("show their first records, for choosing columns", async () => {
    const table = `a;b\n${"1;2\n".repeat(9)}`;
    const preview = await csvPreview({ path: "a.csv", bytes: Buffer.from(table) }, 2);
    const rows = [
      ["1", "2"],
      ["1", "2"],
    ];
    expect(preview).toEqual({
      ok: true,
      header: ["a", "b"],
      rows,
      delimiter: ";",
      charset: "utf-8",
      columnMap: null,
    });
    expect(await csvPreview({ path: "a.csv", bytes: Buffer.from("abc\0") })).toMatchObject({ ok: false });
  });
});
