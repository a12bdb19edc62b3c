import "server-only";
import type { ExtractableFile, ExtractProblem } from "./extracted-item";

/** The kinds of files that can be imported, by the endings of their names. */
const endings = {
  text: ["txt", "text"],
  html: ["html", "htm", "xhtml"],
  markdown: ["md", "markdown"],
  docx: ["docx"],
  pdf: ["pdf"],
  jsonl: ["jsonl", "ndjson"],
  csv: ["csv", "tsv", "tab"],
  zip: ["zip"],
} as const satisfies Record<string, readonly string[]>;

export type FileKind = keyof typeof endings;

// Object.entries loses the literal keys; the object above has no others.
const kinds = new Map(
  (Object.entries(endings) as [FileKind, readonly string[]][]).flatMap(([kind, list]) =>
    list.map((ending) => [ending, kind] as const),
  ),
);

/** The endings that a file chooser may offer, with their dots. */
export const importableEndings: readonly string[] = [...kinds.keys()].map((ending) => `.${ending}`);

type Signature = {
  readonly name: string;
  readonly bytes: readonly number[];
  readonly kinds: readonly FileKind[];
};

/** How files begin that are not text. */
const signatures: readonly Signature[] = [
  { name: "a PDF", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], kinds: ["pdf"] },
  { name: "a zip archive or an office document", bytes: [0x50, 0x4b, 0x03, 0x04], kinds: ["zip", "docx"] },
  { name: "an empty zip archive", bytes: [0x50, 0x4b, 0x05, 0x06], kinds: ["zip"] },
  {
    name: "an old or locked Word document (save it as .docx without a password)",
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    kinds: [],
  },
  { name: "a rich text (save it as .docx)", bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], kinds: [] },
  { name: "a gzip archive", bytes: [0x1f, 0x8b], kinds: [] },
  { name: "a 7z archive", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], kinds: [] },
  { name: "a picture", bytes: [0x89, 0x50, 0x4e, 0x47], kinds: [] },
  { name: "a picture", bytes: [0xff, 0xd8, 0xff], kinds: [] },
  { name: "a picture", bytes: [0x47, 0x49, 0x46, 0x38], kinds: [] },
];

export type KnownKind =
  | { readonly ok: true; readonly kind: FileKind }
  | { readonly ok: false; readonly reason: ExtractProblem };

/** The kind of a file, when its name and its first bytes agree. */
export function fileKind({ path, bytes }: ExtractableFile): KnownKind {
  const [, ending = ""] = /\.([^./]+)$/.exec(path.toLowerCase()) ?? [];
  const kind = kinds.get(ending);
  if (!kind) {
    const offered = importableEndings.join(", ");
    const which = ending === "" ? "without an ending" : `.${ending.slice(0, 20)}`;
    return refuse("kind_unknown", `Files ${which} are not imported. Possible are ${offered}.`);
  }
  if (bytes.length === 0) return refuse("empty", "The file is empty.");
  const signature = signatures.find(({ bytes: start }) => start.every((byte, at) => bytes[at] === byte));
  if (signature && !signature.kinds.includes(kind)) {
    return refuse("kind_mismatch", `The name says .${ending}, but the file is ${signature.name}.`);
  }
  if (kind === "zip" && !signature)
    return refuse("archive_damaged", "The file is not a zip archive, or its start is damaged.");
  if (kind === "docx" && !signature) return refuse("kind_mismatch", "The file is not a Word document.");
  if (kind === "pdf" && !hasPdfHeader(bytes)) return refuse("kind_mismatch", "The file is not a PDF.");
  return { ok: true, kind };
}

/** Readers accept bytes before the header, within the first kilobyte. */
const hasPdfHeader = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-");

const refuse = (code: ExtractProblem["code"], message: string): KnownKind => ({
  ok: false,
  reason: { code, message },
});
