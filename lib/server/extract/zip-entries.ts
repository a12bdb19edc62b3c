import "server-only";
import { crc32 } from "node:zlib";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { entryPath, pathKey } from "./entry-path";
import { extractLimits } from "./extract-limits";
import { type ExtractProblem, type ExtractProblemCode, inMegabytes } from "./extracted-item";
import { zipName } from "./zip-name";

/** One file of an archive, or why it cannot be had. A problem without a path ends the reading. */
export type ZipEntry =
  | { readonly state: "file"; readonly path: string; readonly bytes: Uint8Array }
  | { readonly state: "problem"; readonly path: string | null; readonly reason: ExtractProblem };

/** Left by file managers; they hold nothing a person put there, and every archive of a Mac has them. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

const problem = (path: string | null, code: ExtractProblemCode, message: string): ZipEntry => ({
  state: "problem",
  path,
  reason: { code, message },
});

/**
 * The files of a zip, one at a time and in its order. Counts what is really unpacked, whatever the headers say,
 * and stops at the first sign of a bomb. `wants` leaves entries packed that nobody needs.
 */
export async function* zipEntries(
  archive: Uint8Array,
  wants: (path: string) => boolean = () => true,
): AsyncGenerator<ZipEntry> {
  const { archiveEntriesMax } = extractLimits;
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  let zip: ZipFile;
  try {
    zip = await openZip(buffer);
  } catch {
    // The reader's words ("end of central directory record signature") help nobody.
    yield problem(null, "archive_damaged", "The archive cannot be opened: it is damaged or not a zip file.");
    return;
  }
  if (zip.entryCount > archiveEntriesMax) {
    const message = `The archive lists ${zip.entryCount} entries; at most ${archiveEntriesMax} are read.`;
    yield problem(null, "archive_entries", message);
    return;
  }
  const budget = { unpacked: 0 };
  const seen = new Set<string>();
  const regions = new Regions();
  try {
    for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
      const path = zipName(entry);
      const refusal = checkEntry(entry, path, seen);
      if (refusal) yield refusal;
      if (refusal || path.endsWith("/") || litter.test(path)) continue;
      if (!regions.claim(buffer, entry)) {
        yield problem(null, "archive_overlap", "Entries of the archive share their bytes, as zip bombs do.");
        return;
      }
      if (!wants(path)) continue;
      const read = await readEntry(zip, entry, path, budget);
      yield read;
      if (read.state === "problem" && read.path === null) return;
    }
  } catch {
    // The list of entries itself is broken; entries before the break were given.
    yield problem(
      null,
      "archive_damaged",
      "The archive is damaged: its list of files cannot be read to the end.",
    );
  }
}

function checkEntry(entry: Entry, path: string, seen: Set<string>): ZipEntry | null {
  const isFolder = path.endsWith("/");
  const checked = entryPath(isFolder ? path.slice(0, -1) : path);
  if (!checked.ok) return problem(path, "archive_path", `The path ${checked.reason}.`);
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type !== 0 && type !== 0o100000 && type !== 0o040000) {
    return problem(path, "archive_path", "The entry is a link or a device, not a file.");
  }
  if (isFolder || litter.test(path)) return null;
  const key = pathKey(path);
  if (seen.has(key)) {
    return problem(
      path,
      "archive_path",
      "Another entry has the same name, or one that differs only by case or accents.",
    );
  }
  seen.add(key);
  if (entry.isEncrypted()) return problem(path, "archive_encrypted", "The entry is locked with a password.");
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return problem(
      path,
      "archive_damaged",
      "The entry is compressed in a way that is not read. Use an ordinary zip.",
    );
  }
  return null;
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  budget: { unpacked: number },
): Promise<ZipEntry> {
  const { archiveUnpackedMax, archiveRatioMax, archiveRatioFloor, fileBytesMax } = extractLimits;
  const chunks: Uint8Array[] = [];
  let size = 0;
  let sum = 0;
  try {
    for await (const chunk of await openEntry(zip, entry)) {
      size += chunk.length;
      budget.unpacked += chunk.length;
      if (budget.unpacked > archiveUnpackedMax) {
        return problem(
          null,
          "archive_size",
          `The archive unpacks to more than ${inMegabytes(archiveUnpackedMax)}.`,
        );
      }
      if (size > archiveRatioFloor && size > entry.compressedSize * archiveRatioMax) {
        const message = `The archive unpacks to more than ${archiveRatioMax} times its size, as zip bombs do.`;
        return problem(null, "archive_ratio", message);
      }
      if (size > fileBytesMax) {
        return problem(path, "file_too_large", `The entry has more than ${inMegabytes(fileBytesMax)}.`);
      }
      sum = crc32(chunk, sum);
      chunks.push(chunk);
    }
  } catch {
    // Broken compression, or more or fewer bytes than the archive states.
    return problem(path, "archive_damaged", "The entry is damaged, or not as long as the archive says.");
  }
  if (sum !== entry.crc32)
    return problem(path, "archive_damaged", "The entry is damaged: its checksum is wrong.");
  return { state: "file", path, bytes: Buffer.concat(chunks, size) };
}

/** Which bytes of the archive hold which entry. Entries that share bytes multiply them. */
class Regions {
  readonly #starts: number[] = [];
  readonly #ends = new Map<number, number>();

  /** False when the entry's bytes belong to another one. */
  claim(archive: Buffer, entry: Entry): boolean {
    const start = entry.relativeOffsetOfLocalHeader;
    // Out of bounds: the reader refuses the entry itself.
    if (start + 30 > archive.length) return true;
    const names = archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
    const end = start + 30 + names + entry.compressedSize;
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const before = this.#starts[low - 1];
    const after = this.#starts[low];
    if (before !== undefined && (this.#ends.get(before) ?? 0) > start) return false;
    if (after !== undefined && after < end) return false;
    this.#starts.splice(low, 0, start);
    this.#ends.set(start, end);
    return true;
  }
}

function openZip(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are decoded here: the reader would refuse a whole archive for one bad name.
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true };
    fromBuffer(buffer, options, (error, zip) => (error || !zip ? reject(error) : resolve(zip)));
  });
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      zip.removeListener("entry", onEntry).removeListener("end", onEnd).removeListener("error", onError);
      then();
    };
    const onEntry = (entry: Entry) => settle(() => resolve(entry));
    const onEnd = () => settle(() => resolve(null));
    const onError = (error: unknown) => settle(() => reject(error));
    zip.on("entry", onEntry).on("end", onEnd).on("error", onError);
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
