import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { collectDocument, collectItems, collectProblems } from "./collect-items";
import { encodeLegacy, encodeUtf16 } from "./encode-legacy";
import { extractLimits } from "./extract-limits";
import { docxParagraph, makeDocx } from "./make-docx";
import { makePdf } from "./make-pdf";
import { makeZip } from "./make-zip";

describe("plain texts", () => {
  it("keep every character, their first line included, which is their title", async () => {
    const text = "\n  A   headline \r\n\r\nOne.\rTwo\u00A0e\u0301\u0007 ";
    expect(await collectDocument("a.txt", text)).toEqual({
      state: "document",
      path: "a.txt",
      title: "A headline",
      text: "\n  A   headline \n\nOne.\nTwo\u00A0e\u0301\u0007 ",
      metadata: {},
      warnings: [],
    });
  });

  it("have a title of at most 200 characters, cut between words and never inside a character", async () => {
    const { title, text } = await collectDocument("a.txt", `${"👍".repeat(150)} ${"word ".repeat(60)}`);
    expect([...title].length).toBeLessThanOrEqual(extractLimits.defaultTitleMax);
    expect(title).toMatch(/^(?:👍)+ (?:word )*word…$/u);
    expect(text).toContain("word ".repeat(60));
  });

  it("are read in UTF-16 and in old charsets, with a word on guesses", async () => {
    expect((await collectDocument("a.txt", encodeUtf16("Привет\nмир", "le", true))).text).toBe("Привет\nмир");
    const old = await collectDocument(
      "a.txt",
      encodeLegacy("windows-1251", "Министр заявил, что переговоры идут."),
    );
    expect(old).toMatchObject({
      text: "Министр заявил, что переговоры идут.",
      warnings: [expect.any(String)],
    });
  });

  it("name the place of what cannot be stored", async () => {
    const [item] = await collectItems("a.txt", encodeUtf16("ab\ncd\0", "le", true));
    expect(item).toMatchObject({
      reason: { code: "nul", message: expect.stringContaining("character 6, line 2") },
    });
  });

  it("may be as long as the limit and no longer", async () => {
    const most = "x".repeat(extractLimits.textBytesMax);
    expect((await collectDocument("a.txt", most)).text.length).toBe(extractLimits.textBytesMax);
    expect(await collectProblems("a.txt", `${most}x`)).toEqual(["a.txt:- text_too_large"]);
  });
});

describe("files", () => {
  it.each([
    ["a.txt", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), "kind_mismatch"],
    ["a.txt", makePdf([["x"]]), "kind_mismatch"],
    ["a.html", makeZip([]), "kind_mismatch"],
    ["a.pdf", Buffer.from("no pdf"), "kind_mismatch"],
    ["a.docx", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), "kind_mismatch"],
    ["a.docx", makeZip([{ name: "x.txt", content: "x" }]), "kind_mismatch"],
    ["a.zip", Buffer.from("no zip"), "archive_damaged"],
    ["a.txt", Buffer.from("abc\0"), "binary"],
    ["a.txt", Buffer.alloc(0), "empty"],
    ["a.txt", Buffer.from(" \n\t"), "empty"],
    ["a.doc", Buffer.from("x"), "kind_unknown"],
    ["noending", Buffer.from("x"), "kind_unknown"],
    ["folder.txt/file", Buffer.from("x"), "kind_unknown"],
    ["a.pdf", Buffer.from("%PDF-1.4\nnothing of a PDF"), "unreadable"],
    ["a.txt", Buffer.alloc(extractLimits.fileBytesMax + 1, 0x61), "file_too_large"],
    ["a.zip", Buffer.alloc(extractLimits.fileBytesMax + 1, 0x50), "file_too_large"],
  ])("%s that is something else is a problem (%#)", async (name, bytes, code) => {
    expect(await collectProblems(name, bytes)).toEqual([`${name}:- ${code}`]);
  });
});

describe("Markdown", () => {
  const body = "# The *big* [meeting](https://example.org/x) #\n\nSome **text**.\n";

  it("stays as it is written, titled by its first heading", async () => {
    expect(await collectDocument("a.md", `Intro\n\n${body}`)).toMatchObject({
      title: "The big meeting",
      text: `Intro\n\n${body}`,
    });
    expect((await collectDocument("a.md", "Under lined\n===\n\ntext")).title).toBe("Under lined");
    expect((await collectDocument("a.md", "---\n\nA rule above.\n\n---\n")).text).toBe(
      "---\n\nA rule above.\n\n---\n",
    );
  });

  it("gives its front matter as metadata, and names what it had no place for", async () => {
    const matter = `---\r\ntitle: "Said \\"no\\""\r\nauthor: 'Ann O''Dee'\r\ndate: 2025-01-31\r\nsource: [The Post]\r\ntags:\r\n  - a\r\nconstructor: x\r\n---\r\n\r\n`;
    expect(await collectDocument("a.md", matter + body)).toMatchObject({
      title: 'Said "no"',
      text: body,
      metadata: { byline: "Ann O'Dee", publishedAt: "2025-01-31", outlet: "The Post" },
      warnings: ["Front matter that was not imported: tags, constructor, - a."],
    });
  });
});

describe("Word files", () => {
  it("give their paragraphs, line breaks, tabs and tables as lines", async () => {
    const cell = (text: string) => `<w:tc>${docxParagraph(text)}</w:tc>`;
    const body = [
      docxParagraph("The headline"),
      docxParagraph("First, “quoted” &amp; more. "),
      "<w:p/>",
      '<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> new</w:t></w:r></w:ins></w:p>',
      `<w:tbl><w:tr>${cell("a")}${cell("b")}</w:tr></w:tbl>`,
    ];
    const { title, text } = await collectDocument("a.docx", makeDocx(body.join("")));
    expect(title).toBe("The headline");
    expect(text).toBe("The headline\n\nFirst, “quoted” & more.\n\none\ntwo new\n\na\tb");
  });

  it("are archives and get no mercy as such", async () => {
    const path = "word/../../x.xml";
    expect(await collectProblems("a.docx", makeDocx("", [{ name: path, content: "x" }]))).toEqual([
      "a.docx:- archive_path",
    ]);
    const bomb = { name: "word/bomb.xml", content: Buffer.alloc(8 * 1024 * 1024, 0x20) };
    expect(await collectProblems("a.docx", makeDocx("", [bomb]))).toEqual(["a.docx:- archive_ratio"]);
  });

  it("do not expand entities", async () => {
    const xml = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><d>&a;&x;</d>`;
    const parts = makeZip([
      { name: "[Content_Types].xml", content: "<Types/>" },
      { name: "word/document.xml", content: xml },
    ]);
    expect(await collectProblems("a.docx", parts)).toEqual(["a.docx:- unreadable"]);
  });
});

describe("PDF files", () => {
  it("give their text layer, its lines put together to paragraphs", async () => {
    const pages = [
      [
        "The headline",
        "",
        "The first line goes",
        "on and on until self-",
        "made ends meet.",
        "",
        "A second paragraph",
      ],
      ["goes over the page."],
    ];
    const { title, text, warnings } = await collectDocument("a.pdf", makePdf(pages));
    expect(title).toBe("The headline");
    expect(text).toBe(
      "The headline\n\nThe first line goes on and on until self-made ends meet.\n\nA second paragraph goes over the page.",
    );
    expect(warnings).toHaveLength(1);
  });

  it("without a text layer say so", async () => {
    expect(await collectProblems("a.pdf", makePdf([[]]))).toEqual(["a.pdf:- no_text_layer"]);
  });

  it("with a password say so", async () => {
    expect(await collectProblems("a.pdf", makePdf([["x"]], true))).toEqual(["a.pdf:- encrypted"]);
  });
});

const articles = path.resolve("../shared/articles");

describe("the shared articles", () => {
  const isHere = existsSync(articles);

  it(
    isHere ? "come in exactly, titled by their first lines" : "were left out: their folder is not here",
    async () => {
      const names = isHere ? readdirSync(articles).filter((name) => name.endsWith(".txt")) : [];
      expect(names).toHaveLength(isHere ? 5 : 0);
      for (const name of names) {
        const bytes = readFileSync(path.join(articles, name));
        const { title, text, warnings } = await collectDocument(name, bytes);
        expect(Buffer.from(text)).toEqual(bytes);
        expect(title).toBe(text.split("\n")[0]?.trim());
        expect(warnings).toEqual([]);
      }
    },
  );
});
