import "server-only";
import { genres, splits } from "@/lib/domain/document/document";
import { exactText } from "@/lib/domain/text/exact-text";
import { shorten } from "./document-item";
import { extractLimits } from "./extract-limits";
import type { ExtractedMetadata } from "./extracted-item";
import { isoDate } from "./iso-date";

/**
 * The fields of a document and what files call them, the best name first. Names are compared without case and
 * punctuation: `published_at`, `Published At` and `publishedAt` are one.
 */
const fieldNames = {
  text: [
    "text",
    "body",
    "content",
    "fulltext",
    "articlebody",
    "articletext",
    "maintext",
    "bodytext",
    "article",
  ],
  title: ["title", "headline", "heading"],
  outlet: ["outlet", "source", "publisher", "publication", "sitename", "newspaper", "sourcename", "site"],
  publisherCountry: ["publishercountry", "outletcountry", "sourcecountry", "country"],
  byline: ["byline", "author", "authors", "writer", "journalist"],
  credit: ["credit", "creditorwire", "wire", "agency", "newsagency"],
  url: ["url", "link", "canonicalurl", "sourceurl", "weburl"],
  publishedAt: [
    "publishedat",
    "published",
    "publishedtime",
    "datepublished",
    "datepublish",
    "publishdate",
    "publicationdate",
    "pubdate",
    "date",
  ],
  language: ["language", "lang", "inlanguage"],
  genre: ["genre", "articletype"],
  licenceNote: ["licencenote", "licensenote", "licence", "license", "rights", "copyright"],
  split: ["split", "partition"],
} as const satisfies Record<string, readonly string[]>;

export type DocumentField = keyof typeof fieldNames;
// Object.keys is typed as string[]; the literal above has no other keys.
export const documentFields = Object.keys(fieldNames) as DocumentField[];

/** Which given name holds each field. */
export type FieldMap = Partial<Record<DocumentField, string>>;

/** Finds the fields among the names that a file uses. */
export function guessFields(names: readonly string[]): FieldMap {
  const byPlainName = new Map<string, string>();
  for (const name of names) {
    const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    if (!byPlainName.has(plain)) byPlainName.set(plain, name);
  }
  const found: FieldMap = {};
  for (const field of documentFields) {
    for (const alias of fieldNames[field]) {
      const name = byPlainName.get(alias);
      if (name === undefined) continue;
      found[field] = name;
      break;
    }
  }
  return found;
}

export type ReadMetadata = {
  readonly title: string | undefined;
  readonly metadata: ExtractedMetadata;
  readonly warnings: readonly string[];
};

type Kept = { readonly value: string; readonly note?: string } | { readonly refused: string };

/** Reads every field but the text. A value that cannot be kept is left out and said so: it is never lost silently. */
export function readMetadata(values: ReadonlyMap<DocumentField, unknown>): ReadMetadata {
  const warnings: string[] = [];
  const kept = new Map<DocumentField, string>();
  for (const [field, raw] of values) {
    if (field === "text") continue;
    const read = keepField(field, raw);
    if (read === null) continue;
    if ("refused" in read) warnings.push(read.refused);
    else {
      kept.set(field, read.value);
      if (read.note) warnings.push(read.note);
    }
  }
  const title = kept.get("title");
  kept.delete("title");
  // Every key is a metadata field, and genre, split and publishedAt passed their readers below.
  return { title, metadata: Object.fromEntries(kept) as ExtractedMetadata, warnings };
}

function keepField(field: Exclude<DocumentField, "text">, raw: unknown): Kept | null {
  if (raw === null || raw === undefined) return null;
  const plain = plainValue(raw);
  if (plain === null) return { refused: `${field}: not a text, left out.` };
  if (plain.trim() === "") return null;
  const exact = exactText(plain);
  if (!exact.ok) return { refused: `${field}: has a character that cannot be stored, left out.` };
  return readers[field](exact.text.trim());
}

/** Texts and numbers, lists of them (authors), and objects that have a name (schema.org, news APIs). */
function plainValue(raw: unknown): string | null {
  if (typeof raw === "string") return raw;
  if (typeof raw === "number" || typeof raw === "boolean") return String(raw);
  if (Array.isArray(raw)) {
    const parts = raw.map(plainValue);
    return parts.every((part) => part !== null) ? parts.join(", ") : null;
  }
  if (typeof raw === "object" && raw !== null && Object.hasOwn(raw, "name") && "name" in raw) {
    return typeof raw.name === "string" ? raw.name : null;
  }
  return null;
}

const cited = (value: string) => `"${shorten(value, 60)}"`;

const line =
  (field: string, max: number) =>
  (value: string): Kept => {
    const short = shorten(value, max);
    const whole = value.replace(/\s+/gu, " ");
    return short === whole ? { value: short } : { value: short, note: `${field}: cut to ${max} characters.` };
  };

const oneOf = (
  field: string,
  allowed: readonly string[],
  synonyms: Readonly<Record<string, string>> = {},
) => {
  const table = new Map(Object.entries(synonyms));
  return (value: string): Kept => {
    const low = value.toLowerCase();
    const known = table.get(low) ?? low;
    if (allowed.includes(known)) return { value: known };
    return { refused: `${field}: ${cited(value)} is not one of ${allowed.join(", ")}, left out.` };
  };
};

const readers = {
  title: line("title", extractLimits.titleMax),
  outlet: line("outlet", extractLimits.metadataValueMax),
  byline: line("byline", extractLimits.metadataValueMax),
  credit: line("credit", extractLimits.metadataValueMax),
  licenceNote: line("licenceNote", extractLimits.metadataValueMax),
  publisherCountry: (value) =>
    /^[A-Za-z]{3}$/.test(value)
      ? { value: value.toUpperCase() }
      : { refused: `publisherCountry: ${cited(value)} is not a country code of three letters, left out.` },
  url: (value) =>
    isWebAddress(value)
      ? { value }
      : { refused: `url: ${cited(value)} is not an http or https address, left out.` },
  publishedAt: (value) => {
    const date = isoDate(value);
    if (!date.ok)
      return { refused: `publishedAt: ${cited(value)} is not a date in the form 2025-01-31, left out.` };
    return date.note ? { value: date.value, note: date.note } : { value: date.value };
  },
  language: (value) => {
    const tag = languageTag(value);
    return tag
      ? { value: tag }
      : { refused: `language: ${cited(value)} is not a language tag such as en, left out.` };
  },
  genre: oneOf("genre", genres),
  split: oneOf("split", splits, {
    training: "train",
    validation: "dev",
    val: "dev",
    valid: "dev",
    development: "dev",
  }),
} satisfies Record<Exclude<DocumentField, "text">, (value: string) => Kept>;

/** Whether an address may become a link: other schemes run code or name files. */
export function isWebAddress(value: string): boolean {
  if (value.length > extractLimits.urlMax || !/^https?:\/\//i.test(value) || /\s/.test(value)) return false;
  return URL.canParse(value);
}

function languageTag(value: string): string | null {
  // "english" would pass as a five-to-eight-letter language, of which none is registered.
  if (!/^[A-Za-z]{2,3}(?:[-_]|$)/.test(value)) return null;
  try {
    return Intl.getCanonicalLocales(value.replaceAll("_", "-"))[0] ?? null;
  } catch {
    // The platform's only way to say that a tag is malformed.
    return null;
  }
}
