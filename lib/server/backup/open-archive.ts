import "server-only";
import { crc32 } from "node:zlib";
import { type Entry, open, type ZipFile } from "yauzl";
import { StartupProblem } from "../postgres/startup-problem";
import { isSame, tally } from "./copy-table";
import { Manifest, manifestPath, type Progress, partPath, type TableEntry } from "./manifest";

export type OpenArchive = {
  readonly manifest: Manifest;
  /** The rows of a table, as they were copied out. */
  rows(table: TableEntry): AsyncIterable<Buffer>;
  close(): void;
};

const MANIFEST_BYTES_MAX = 64 * 1024 * 1024;

const anotherOne = "Use another backup, or another copy of this one.";

const damaged = (file: string, what: string): StartupProblem =>
  new StartupProblem(`The backup ${file} is damaged: ${what}.`, anotherOne);

/** Opens an archive that `writeArchive` wrote. What is cut short or is something else is refused with words. */
export async function openArchive(file: string): Promise<OpenArchive> {
  const zip = await openZip(file);
  try {
    const entries = await readEntries(zip, file);
    const manifest = await readManifest(zip, entries.get(manifestPath), file);
    for (const table of manifest.tables)
      for (let part = 1; part <= table.parts; part++)
        if (!entries.has(partPath(table.name, part)))
          throw damaged(file, `a part of ${table.name} is missing`);
    async function* rows(table: TableEntry): AsyncGenerator<Buffer> {
      for (let part = 1; part <= table.parts; part++) {
        const entry = entries.get(partPath(table.name, part));
        if (entry) yield* chunksOf(zip, entry, file);
      }
    }
    return { manifest, rows, close: () => zip.close() };
  } catch (thrown) {
    zip.close();
    throw thrown;
  }
}

/** Reads all of an archive and compares it with what it says of itself. */
export async function checkArchive(
  { manifest, rows }: OpenArchive,
  file: string,
  progress?: Progress,
): Promise<void> {
  const total = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  let done = 0;
  for (const table of manifest.tables) {
    const found = await tally(rows(table), (passed) => progress?.(done + passed, total));
    if (!isSame(found, table)) throw damaged(file, `the rows of ${table.name} are not those that were saved`);
    done += table.rows;
  }
  progress?.(done, total);
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await new Promise((resolve, reject) => {
      const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
      open(file, options, (error, zip) => (error || !zip ? reject(error) : resolve(zip)));
    });
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
    if (code === "ENOENT") throw new StartupProblem(`There is no file ${file}.`, "Check how it is written.");
    if (code === "EACCES" || code === "EISDIR")
      throw new StartupProblem(`${file} cannot be read.`, "Name a file that you may read.", {
        cause: thrown,
      });
    throw new StartupProblem(
      `${file} is no backup of Concord, or only the beginning of one.`,
      "Use another one, or copy it again: the end of the file is missing or damaged.",
      { cause: thrown },
    );
  }
}

function readEntries(zip: ZipFile, file: string): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on("entry", (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once("end", () => resolve(entries));
    zip.once("error", () => reject(damaged(file, "its list of files cannot be read")));
    zip.readEntry();
  });
}

async function readManifest(zip: ZipFile, entry: Entry | undefined, file: string): Promise<Manifest> {
  if (!entry || entry.uncompressedSize > MANIFEST_BYTES_MAX)
    throw new StartupProblem(`${file} is no backup of Concord.`, "Name a file that `backup` wrote.");
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(zip, entry, file)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) throw damaged(file, "its list of tables is not what was saved");
  const value: unknown = JSON.parse(bytes.toString("utf8"));
  const result = Manifest.safeParse(value);
  if (result.success) return result.data;
  throw new StartupProblem(
    `The backup ${file} is of a kind that this version does not know.`,
    "Restore it with the version of Concord that wrote it, or a newer one.",
    { cause: result.error },
  );
}

async function* chunksOf(zip: ZipFile, entry: Entry, file: string): AsyncGenerator<Buffer> {
  try {
    const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    yield* stream;
  } catch {
    // Broken compression, or not as long as the list says: the library's words help nobody.
    throw damaged(file, `${entry.fileName} cannot be unpacked`);
  }
}
