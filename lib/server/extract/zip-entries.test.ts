import { describe, expect, it } from "vitest";
import { collectItems, collectProblems } from "./collect-items";
import { extractLimits } from "./extract-limits";
import { makeZip, type ZipPart } from "./make-zip";
import { zipEntries } from "./zip-entries";

const MB = 1024 * 1024;
const article: ZipPart = { name: "good.txt", content: "A headline\n\nA text." };

const problemsOf = (parts: readonly ZipPart[], statedEntries?: number) =>
  collectProblems("a.zip", makeZip(parts, statedEntries));

describe("archives", () => {
  it("gives the files of all folders, by their paths, and says nothing of what file managers leave", async () => {
    const bytes = makeZip([
      { name: "news/" },
      { name: "news/one.txt", content: "One\ntext" },
      { name: "news/deep/two.md", content: "# Two\n\ntext", stored: true },
      { name: "__MACOSX/news/._one.txt", content: "\0\u0001" },
      { name: "news/.DS_Store", content: "\0" },
    ]);
    expect(await collectItems("a.zip", bytes)).toMatchObject([
      { state: "document", path: "a.zip/news/one.txt", title: "One" },
      { state: "document", path: "a.zip/news/deep/two.md", title: "Two" },
    ]);
  });

  it.each([
    ["climbs out", { name: "../x.txt" }],
    ["climbs out in the middle", { name: "a/../../x.txt" }],
    ["starts at the root", { name: "/x.txt" }],
    ["names a drive", { name: "C:\\x.txt" }],
    ["has backslashes", { name: "a\\x.txt" }],
    ["has a NUL", { name: "a\0.txt" }],
    ["has 300 characters", { name: `${"x".repeat(296)}.txt` }],
    ["is a link", { name: "x.txt", content: "/etc/passwd", mode: 0o120777 }],
    ["is a device", { name: "x.txt", mode: 0o020666 }],
  ])("refuses an entry that %s, and reads the others", async (_, part) => {
    const items = await collectItems("a.zip", makeZip([{ content: "text", ...part }, article]));
    expect(items).toMatchObject([
      { state: "problem", reason: { code: "archive_path" } },
      { state: "document" },
    ]);
  });

  it.each([
    ["the same name", "good.txt"],
    ["a name that differs by case", "GOOD.txt"],
  ])("refuses a second entry with %s", async (_, name) => {
    expect(await problemsOf([article, { name, content: "x" }])).toEqual([`a.zip/${name}:- archive_path`]);
  });

  it("refuses a second entry whose name differs by composition", async () => {
    const parts = [
      { name: "\u00e9.txt", content: "x" },
      { name: "e\u0301.txt", content: "y" },
    ];
    expect(await problemsOf(parts)).toEqual(["a.zip/e\u0301.txt:- archive_path"]);
  });

  it("reads names in the old code page when they are not UTF-8", async () => {
    const name = Uint8Array.of(0x81, 0x2e, 0x74, 0x78, 0x74);
    expect(await collectItems("a.zip", makeZip([{ name, content: "x" }]))).toMatchObject([
      { path: "a.zip/ü.txt" },
    ]);
  });

  it("does not open archives in archives, themselves included", async () => {
    const inner = makeZip([article]);
    expect(await problemsOf([{ name: "inner.zip", content: inner, stored: true }])).toEqual([
      "a.zip/inner.zip:- archive_nested",
    ]);
  });

  it("stops at too high a ratio, counted and not as stated", async () => {
    const bomb = { name: "bomb.txt", content: Buffer.alloc(8 * MB, 0x20), statedSize: 8 * MB };
    expect(await problemsOf([bomb, article])).toEqual(["a.zip:- archive_ratio"]);
  });

  it("lets short repetitive texts compress as well as they like", async () => {
    expect(await problemsOf([{ name: "a.txt", content: "Again. ".repeat(100_000) }])).toEqual([]);
  });

  it("stops when the archive as a whole unpacks to too much", async () => {
    // Below the ratio, so that only the total can stop it.
    const noise = Buffer.alloc(45 * MB);
    let seed = 1;
    for (let at = 0; at < noise.length; at++) {
      if (at % 64 === 0) seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      noise[at] = 0x20 + (seed >>> 24) / 4;
    }
    const parts = [1, 2, 3, 4, 5].map((number) => ({ name: `${number}.bin`, content: noise }));
    const archive = makeZip(parts);
    expect(archive.length).toBeLessThan(extractLimits.fileBytesMax);
    const seen: string[] = [];
    for await (const entry of zipEntries(archive)) {
      seen.push(entry.state === "file" ? entry.path : entry.reason.code);
    }
    expect(seen).toEqual(["1.bin", "2.bin", "3.bin", "4.bin", "archive_size"]);
  }, 30_000);

  it("stops when entries share their bytes", async () => {
    const shared = { ...article, name: "again.txt", sharesWith: 0 };
    expect(await problemsOf([article, shared])).toEqual(["a.zip:- archive_overlap"]);
  });

  it.each([
    ["says it is shorter than it is", { statedSize: 3 }],
    ["says it is longer than it is", { statedSize: 3_000 }],
    ["has a wrong checksum", { statedSum: 1 }],
  ])("refuses an entry that %s", async (_, lie) => {
    expect(await problemsOf([{ ...article, ...lie }])).toEqual(["a.zip/good.txt:- archive_damaged"]);
  });

  it("refuses an entry that is locked with a password", async () => {
    expect(await problemsOf([{ ...article, flags: 1 }])).toEqual(["a.zip/good.txt:- archive_encrypted"]);
  });

  it("refuses an archive that lists more entries than are read, without reading them", async () => {
    expect(await problemsOf([article], extractLimits.archiveEntriesMax + 1)).toEqual([
      "a.zip:- archive_entries",
    ]);
  });

  it("refuses a zip64 list that claims more entries than can be", async () => {
    const plain = Buffer.from(makeZip([article]));
    const end = plain.subarray(-22);
    const listAt = end.readUInt32LE(16);
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(2n ** 40n, 32);
    record.writeBigUInt64LE(BigInt(listAt), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(plain.length - 22), 8);
    const bytes = Buffer.concat([plain.subarray(0, -22), record, locator, end]);
    expect(await collectProblems("a.zip", bytes)).toEqual(["a.zip:- archive_entries"]);
  });

  it("says that the list of files breaks off, after the files before the break", async () => {
    const items = await collectItems("a.zip", makeZip([article], 2));
    expect(items).toMatchObject([
      { state: "document" },
      { path: "a.zip", reason: { code: "archive_damaged" } },
    ]);
  });

  it("says that an archive is cut off, or empty", async () => {
    expect(await collectProblems("a.zip", makeZip([article]).subarray(0, 60))).toEqual([
      "a.zip:- archive_damaged",
    ]);
    expect(await collectProblems("a.zip", makeZip([]))).toEqual(["a.zip:- empty"]);
  });

  it("reads an entry of 10,000", async () => {
    const parts = Array.from({ length: 10_000 }, (_, index) => ({
      name: `${index}.txt`,
      content: `Text ${index}`,
    }));
    const items = await collectItems("a.zip", makeZip(parts));
    expect(items).toHaveLength(10_000);
    expect(items.at(-1)).toMatchObject({ state: "document", text: "Text 9999" });
  }, 30_000);
});
