import "server-only";
import { type ExtractOptions, extract } from "./extract";
import type { ExtractedDocument, ExtractedItem } from "./extracted-item";

/** Everything that is found in a file made for a test. */
export async function collectItems(
  path: string,
  content: string | Uint8Array,
  options: ExtractOptions = {},
): Promise<ExtractedItem[]> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const items: ExtractedItem[] = [];
  for await (const item of extract({ path, bytes }, options)) items.push(item);
  return items;
}

/** The only item of the file, which must be a document. */
export async function collectDocument(
  path: string,
  content: string | Uint8Array,
): Promise<ExtractedDocument> {
  const [item, ...others] = await collectItems(path, content);
  if (item?.state !== "document" || others.length > 0) {
    throw new Error(`Expected one document of ${path}, got ${JSON.stringify([item, ...others])}`);
  }
  return item;
}

/** The problems of the file, as `path:line code`. */
export async function collectProblems(
  path: string,
  content: string | Uint8Array,
  options: ExtractOptions = {},
): Promise<string[]> {
  const items = await collectItems(path, content, options);
  return items.flatMap((item) =>
    item.state === "problem" ? [`${item.path}:${item.line ?? "-"} ${item.reason.code}`] : [],
  );
}
