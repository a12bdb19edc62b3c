import "server-only";
import { decodeText } from "./decode-text";
import { documentItem } from "./document-item";
import { type ExtractableFile, type ExtractedItem, problemItem } from "./extracted-item";
import { type DocumentField, documentFields, guessFields, readMetadata } from "./read-metadata";

/**
 * Markdown stays as it was written: it is meant to be readable, and unwrapping it would move every offset away
 * from the file. Only front matter (`key: value` lines between two `---`) is taken off, as metadata.
 */
export function* extractMarkdown({ path, bytes }: ExtractableFile): Generator<ExtractedItem> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    yield problemItem({ path }, decoded.code, decoded.message);
    return;
  }
  const { matter, text } = splitFrontMatter(decoded.text);
  const { values, warnings } = readFrontMatter(matter);
  const known = readMetadata(values);
  const titled = known.title ? known : readMetadata(new Map([["title", firstHeading(text)]]));
  yield documentItem(
    { path },
    {
      text,
      title: titled.title,
      metadata: known.metadata,
      warnings: [...decoded.warnings, ...warnings, ...known.warnings],
    },
  );
}

function splitFrontMatter(text: string): { matter: string; text: string } {
  const [whole, matter] =
    /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n[ \t]*)*(?:\r?\n|$)/.exec(text) ?? [];
  // A rule at the top of a text also starts with three dashes; front matter starts with a key.
  if (whole === undefined || matter === undefined || !/^\s*(?:#.*\s+)*[\w-]+[ \t]*:/.test(matter))
    return { matter: "", text };
  return { matter, text: text.slice(whole.length) };
}

/** Flat `key: value` lines. What needs more YAML than that is named in a warning. */
function readFrontMatter(matter: string): { values: Map<DocumentField, unknown>; warnings: string[] } {
  const lines = new Map<string, string>();
  const unread: string[] = [];
  for (const line of matter.split(/\r?\n/)) {
    const [, key, value] = /^([\w][\w -]*?)[ \t]*:(?:[ \t]+(.*))?$/.exec(line) ?? [];
    if (key !== undefined) lines.set(key, unquoted(value ?? ""));
    else if (line.trim() !== "" && !line.trimStart().startsWith("#")) unread.push(line.trim().slice(0, 40));
  }
  const fields = guessFields([...lines.keys()]);
  const values = new Map<DocumentField, unknown>();
  for (const field of documentFields) {
    const key = fields[field];
    if (key !== undefined && field !== "text") values.set(field, lines.get(key));
  }
  const used = new Set(documentFields.filter((field) => field !== "text").map((field) => fields[field]));
  const left = [...lines.keys()].filter((key) => !used.has(key)).concat(unread);
  return {
    values,
    warnings: left.length > 0 ? [`Front matter that was not imported: ${left.join(", ")}.`] : [],
  };
}

function unquoted(value: string): string {
  const trimmed = value.trim();
  if (/^"(?:[^"\\]|\\["\\])*"$/.test(trimmed)) return trimmed.slice(1, -1).replace(/\\(["\\])/g, "$1");
  if (/^'(?:[^']|'')*'$/.test(trimmed)) return trimmed.slice(1, -1).replaceAll("''", "'");
  if (/^\[[^[\]"']*\]$/.test(trimmed)) return trimmed.slice(1, -1).trim();
  return trimmed;
}

/** `# Heading`, or a line underlined with `=`, without its marks. */
function firstHeading(text: string): string | undefined {
  const [, hashed, underlined] = /^ {0,3}#{1,6}[ \t]+(.+)$|^(\S.*)\r?\n=+[ \t]*$/m.exec(text) ?? [];
  const heading = hashed?.replace(/[ \t]+#+[ \t\r]*$/, "") ?? underlined;
  return heading
    ?.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|\*|`)(.+?)\1/g, "$2")
    .trim();
}
