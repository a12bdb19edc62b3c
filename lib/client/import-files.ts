import { fileBytesMax } from "@/lib/contracts/imports";

/** A file that a person chose, with its path inside the folder it came from. */
export type ChosenFile = { readonly path: string; readonly file: File };

export type LeftOut = { readonly path: string; readonly reason: "kind" | "size" | "empty" };

export type SortedFiles = { readonly usable: readonly ChosenFile[]; readonly leftOut: readonly LeftOut[] };

/** From an input, with or without a whole folder. */
export const filesOfInput = (files: Iterable<File>): ChosenFile[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/**
 * From a drop, folders opened to any depth. The entries must be taken while the event runs, so this is called
 * directly in its handler.
 */
export function filesOfDrop(dropped: DataTransfer): Promise<ChosenFile[]> {
  const entries = [...dropped.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  const found = entries.filter((entry) => entry !== null);
  if (found.length === 0) return Promise.resolve(filesOfInput(dropped.files));
  return filesBelow(found);
}

async function filesBelow(entries: readonly FileSystemEntry[]): Promise<ChosenFile[]> {
  const files: ChosenFile[] = [];
  for (const entry of entries) {
    if (entry instanceof FileSystemFileEntry || entry.isFile) {
      // isFile says which of the two kinds of entry it is, where the browser keeps the classes to itself.
      files.push({
        path: entry.fullPath.replace(/^\//, ""),
        file: await fileOf(entry as FileSystemFileEntry),
      });
    } else {
      files.push(...(await filesBelow(await entriesOf(entry as FileSystemDirectoryEntry))));
    }
  }
  return files;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A browser gives a folder in portions; an empty one is the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** What operating systems put into folders for themselves: nobody chose these, so nobody is told about them. */
const isClutter = (path: string): boolean =>
  path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX") ||
  /(^|\/)(thumbs\.db|desktop\.ini)$/i.test(path);

/** What is worth sending, and what is not, before a byte has left the browser. */
export function sortFiles(chosen: readonly ChosenFile[], endings: readonly string[]): SortedFiles {
  const usable: ChosenFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const { path, file } of chosen) {
    if (isClutter(path)) continue;
    const name = path.toLowerCase();
    if (!endings.some((ending) => name.endsWith(ending))) leftOut.push({ path, reason: "kind" });
    else if (file.size > fileBytesMax(path)) leftOut.push({ path, reason: "size" });
    else if (file.size === 0) leftOut.push({ path, reason: "empty" });
    else usable.push({ path, file });
  }
  return { usable, leftOut };
}
