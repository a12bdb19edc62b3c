import { describe, expect, it } from "vitest";
import { collectDocument, collectProblems } from "./collect-items";
import { encodeLegacy } from "./encode-legacy";

const sentence =
  "The two sides agreed, after hours of talks, to meet again in the capital before the end of the month. ";
const paragraph = (start: string) => `<p>${start} ${sentence.repeat(3)}</p>`;

const page = (head: string, body: string) =>
  `<!doctype html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`;

const newsPage = page(
  `<meta charset="utf-8"><title>Talks resume | The Daily Post</title>
   <meta property="og:site_name" content="The Daily Post"><meta name="author" content="Ann O’Dee">
   <meta property="article:published_time" content="2025-01-31T10:00:00+01:00">
   <link rel="canonical" href="https://example.org/talks">`,
  `<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
   <article><h1>Talks resume</h1>${paragraph("One.")}<p>Next line<br>one</p>
   <ul><li>Alpha</li><li>Beta</li></ul>${paragraph("Two.")}<script>alert(1)</script></article>
   <footer><a href="/imprint">Imprint</a></footer>`,
);

describe("web pages", () => {
  it("give the article with its headline, without menus, and what the page says about it", async () => {
    const { title, text, metadata, warnings } = await collectDocument("a.html", newsPage);
    expect(title).toMatch(/^Talks resume/);
    expect(text.startsWith("Talks resume\n\nOne. The two sides")).toBe(true);
    expect(text).toContain("month.\n\nNext line\none\n\nAlpha\nBeta\n\nTwo.");
    expect(text).not.toMatch(/Sport|Imprint|alert/);
    expect(metadata).toEqual({
      outlet: "The Daily Post",
      byline: "Ann O’Dee",
      publishedAt: "2025-01-31T10:00:00+01:00",
      language: "en-GB",
      url: "https://example.org/talks",
    });
    expect(warnings).toEqual([]);
  });

  it.each([
    ["<meta charset=windows-1251>", "windows-1251"],
    ['<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"],
    ['<meta charset="windows-1252">', "windows-1252"],
  ])("are read in the charset that they declare: %s", async (meta, charset) => {
    const said = charset === "windows-1251" ? "Да, сказал он." : "“Oui”, dit-elle — été.";
    const bytes = encodeLegacy(charset, page(`${meta}<title>T</title>`, `<p>${said}</p>`));
    expect(await collectDocument("a.htm", bytes)).toMatchObject({ text: said, warnings: [] });
  });

  it.each([
    ["plain words", "Just words &amp; more", "Just words & more"],
    ["fragments", "<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["pages without a body", "<html><p>One<p>Two</html>", "One\n\nTwo"],
    ["preformatted text", "<body><pre>a\n  b</pre>c</body>", "a\n  b\n\nc"],
    ["tables", "<body><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table></body>", "a\tb\nc"],
    ["hidden parts", '<body>a<div hidden>b</div><div style="display: none">c</div><p>d</p></body>', "a\n\nd"],
    ["no-break spaces", "<body>a&nbsp;b \n c</body>", "a\u00A0b c"],
  ])("keep blocks apart and inline text together: %s", async (_, html, text) => {
    expect((await collectDocument("a.html", html)).text).toBe(text);
  });

  it("keep no address that could run code, and no date that could be another", async () => {
    const head =
      '<link rel="canonical" href="javascript:alert(1)"><meta property="article:published_time" content="03/04/2025">';
    const { metadata, warnings } = await collectDocument("a.html", page(head, paragraph("One.")));
    expect(metadata).toEqual({ language: "en-GB" });
    expect(warnings).toEqual([expect.stringContaining("03/04/2025")]);
  });

  it("are given up when their elements lie too deep", async () => {
    const deep = `<html><body>${"<div>".repeat(50_000)}x`;
    expect(await collectProblems("a.html", deep)).toEqual(["a.html:- too_deep"]);
  });
});
