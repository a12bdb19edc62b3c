import { lstat, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";

export type FoundFile = {
  /** As it is shown and stored: relative to what was named, with forward slashes. */
  readonly name: string;
  readonly file: string;
  readonly size: number;
};

/** Every file that was named, and every one below the folders that were named, in the order of their names. */
export async function filesBelow(named: readonly string[], from: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const one of named) {
    const absolute = path.resolve(from, one);
    const about = await stat(absolute).catch(() => null);
    if (!about)
      throw new StartupProblem(`There is no file or folder ${absolute}.`, "Check how it is written.");
    if (about.isDirectory()) found.push(...(await inFolder(absolute, path.basename(absolute))));
    else found.push({ name: path.basename(absolute), file: absolute, size: about.size });
  }
  return distinct(found);
}

/** Hidden files are the system's own, and a link could lead anywhere. */
async function inFolder(folder: string, name: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of (await readdir(folder)).sort()) {
    if (entry.startsWith(".")) continue;
    const file = path.join(folder, entry);
    const about = await lstat(file);
    if (about.isDirectory()) found.push(...(await inFolder(file, `${name}/${entry}`)));
    else if (about.isFile()) found.push({ name: `${name}/${entry}`, file, size: about.size });
  }
  return found;
}

/** The same file named twice comes once; different files with one name are told apart by a number. */
function distinct(found: readonly FoundFile[]): FoundFile[] {
  const byFile = new Map(found.map((one) => [one.file, one]));
  const names = new Map<string, number>();
  return [...byFile.values()].map((one) => {
    const times = (names.get(one.name) ?? 0) + 1;
    names.set(one.name, times);
    return times === 1 ? one : { ...one, name: numbered(one.name, times) };
  });
}

function numbered(name: string, number: number): string {
  const extension = path.posix.extname(name);
  return `${name.slice(0, name.length - extension.length)} (${number})${extension}`;
}
