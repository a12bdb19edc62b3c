import "server-only";
import { parseHTML } from "linkedom";

/**
 * A page as a document that has an `html`, a `head` and a `body`, as every browser would make it. The parser
 * keeps a fragment as it is: its first element would be taken for the document.
 */
export function parseHtml(html: string): Document {
  const { document } = parseHTML(html);
  // Absent for an empty page or plain text, which the types do not know.
  const root: Element | null = document.documentElement;
  if (root?.localName.toLowerCase() !== "html") {
    const inner = html.replace(/^\s*(?:<\?[^>]*>\s*)?(?:<!doctype[^>]*>)?/i, "");
    return parseHTML(`<!doctype html><html><head></head><body>${inner}</body></html>`).document;
  }
  const stray = [...root.childNodes].filter(
    (node) => !["HEAD", "BODY"].includes(node.nodeName.toUpperCase()),
  );
  for (const node of stray) document.body.appendChild(node);
  return document;
}
