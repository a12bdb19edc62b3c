import "server-only";
import { decodeText } from "./decode-text";
import { documentItem } from "./document-item";
import { type ExtractableFile, type ExtractedItem, problemItem } from "./extracted-item";

/** A plain text is kept as it is. Its first line is its title and stays in the text. */
export function* extractText({ path, bytes }: ExtractableFile): Generator<ExtractedItem> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    yield problemItem({ path }, decoded.code, decoded.message);
    return;
  }
  const isMarkup = /^\s*(?:<!doctype html|<html[\s>])/i.test(decoded.text.slice(0, 200));
  const warnings = isMarkup
    ? ["This looks like a web page. Named .html, only its article would be taken."]
    : [];
  yield documentItem({ path }, { text: decoded.text, warnings: [...decoded.warnings, ...warnings] });
}
