import "server-only";
import { Readability } from "@mozilla/readability";
import { blockText, depthUpTo } from "./block-text";
import { decodeText } from "./decode-text";
import { encodingOf } from "./detect-charset";
import { documentItem, shorten } from "./document-item";
import { extractLimits } from "./extract-limits";
import { type ExtractableFile, type ExtractedItem, problemItem } from "./extracted-item";
import { parseHtml } from "./parse-html";
import { type DocumentField, isWebAddress, readMetadata } from "./read-metadata";

/**
 * The article of a web page: text only, without menus and advertising. The headline that readers see above the
 * article is put first when the article was cut out below it, as in articles that come as plain text.
 */
export function* extractHtml({ path, bytes }: ExtractableFile): Generator<ExtractedItem> {
  const decoded = decodeText(bytes, declaredCharset(bytes));
  if (!decoded.ok) {
    yield problemItem({ path }, decoded.code, decoded.message);
    return;
  }
  const document = parseHtml(decoded.text);
  if (depthUpTo(document.documentElement, extractLimits.htmlDepthMax) > extractLimits.htmlDepthMax) {
    const message = `The page has more than ${extractLimits.htmlDepthMax} elements inside each other.`;
    yield problemItem({ path }, "too_deep", message);
    return;
  }
  // Readability takes the document apart, so whatever it does not return is read before.
  const seen = {
    headlines: [...document.querySelectorAll("h1")].map((element) => oneLine(blockText(element))),
    whole: blockText(document.body),
    url: canonicalAddress(document),
    language: document.documentElement.getAttribute("lang"),
    title: oneLine(document.querySelector("title")?.textContent ?? ""),
  };
  const article = new Readability<Element>(document, { serializer: asElement }).parse();
  const body = article?.content ? blockText(article.content) : "";
  const title = oneLine(article?.title ?? "") || seen.title;
  const headline = headlineOf(seen.headlines, title);
  const warnings = [...decoded.warnings];
  if (body === "") warnings.push("No article was recognised: this is all text of the page.");
  const values = new Map<DocumentField, unknown>([
    ["title", title || headline],
    ["outlet", article?.siteName],
    ["byline", article?.byline],
    ["publishedAt", article?.publishedTime],
    ["language", article?.lang || seen.language],
    ["url", seen.url],
  ]);
  const known = readMetadata(values);
  warnings.push(...known.warnings);
  const text = body === "" ? seen.whole : withHeadline(headline, body);
  yield documentItem({ path }, { text, title: known.title, metadata: known.metadata, warnings });
}

/** The content of the article as the node it is, rather than as markup to be parsed again. */
function asElement(node: Node): Element {
  // Readability passes the element that holds the article.
  return node as Element;
}

/** The `h1` that says what the title says: others are names of sites and sections. */
function headlineOf(headlines: readonly string[], title: string): string {
  if (title === "") return headlines.length === 1 ? (headlines[0] ?? "") : "";
  const wanted = title.toLowerCase();
  const same = (line: string) => line.length > 0 && (line.includes(wanted) || wanted.includes(line));
  return headlines.find((headline) => same(headline.toLowerCase())) ?? "";
}

function withHeadline(headline: string, body: string): string {
  const opening = oneLine(body.slice(0, headline.length * 2 + 200));
  return headline === "" || opening.includes(headline) ? body : `${headline}\n\n${body}`;
}

function canonicalAddress(document: Document): string | null {
  const candidates = [
    document.querySelector('link[rel~="canonical"]')?.getAttribute("href"),
    document.querySelector('meta[property="og:url"]')?.getAttribute("content"),
  ];
  return candidates.find((address) => address && isWebAddress(address)) ?? null;
}

/** What a page says its charset is, looked for where the HTML standard says: in the first kilobytes. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, 4096));
  const [, label] = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(start) ?? [];
  const encoding = label && encodingOf(label);
  if (!encoding) return undefined;
  // The tag was readable byte by byte, so the file is not UTF-16 whatever it says; the standard reads UTF-8.
  return encoding.startsWith("utf-16") ? "utf-8" : encoding;
}

const oneLine = (text: string) => shorten(text, extractLimits.titleMax);
