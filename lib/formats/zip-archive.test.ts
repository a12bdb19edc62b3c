import { describe, expect, it } from "vitest";
import { fromBuffer } from "yauzl";
import { archiveFiles } from "@/lib/test/archive-files";
import { joinBytes } from "./join-bytes";
import { type ArchiveFile, archiveEnd, zipArchive } from "./zip-archive";

const encoder = new TextEncoder();

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function archive(files: Iterable<ArchiveFile>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipArchive(each(files))) chunks.push(chunk);
  return joinBytes(chunks);
}

const entryCount = (bytes: Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), (problem, zip) => (problem ? reject(problem) : resolve(zip.entryCount)));
  });

describe("zipArchive", () => {
  it("is read by another library with every byte, name and checksum in place", async () => {
    const files = [
      { path: "README.txt", bytes: encoder.encode("Read me\n") },
      { path: "set/empty.ann", bytes: new Uint8Array() },
      { path: "set/Ορέστης 🕊️.txt", bytes: encoder.encode("met ".repeat(200_000)) },
      {
        path: "set/noise.bin",
        bytes: Uint8Array.from({ length: 70_000 }, (_, at) => (at * at * 31 + at) & 0xff),
      },
    ];
    const read = await archiveFiles(await archive(files));
    expect([...read.keys()]).toEqual(files.map((file) => file.path));
    for (const { path, bytes } of files) expect(Buffer.from(read.get(path) ?? []).equals(bytes)).toBe(true);
  });

  it("can be empty", async () => {
    expect((await archiveFiles(await archive([]))).size).toBe(0);
  });

  it("holds more files than 16 bits count", async () => {
    const total = 66_000;
    function* many(): Generator<ArchiveFile> {
      for (let at = 0; at < total; at++) yield { path: `${at}.txt`, bytes: new Uint8Array() };
    }
    expect(await entryCount(await archive(many()))).toBe(total);
  });

  it("says places beyond 4 GiB in 64 bits", () => {
    const start = 5 * 2 ** 32 + 7;
    const end = archiveEnd(3, start, 100);
    const view = new DataView(end.buffer);
    expect(view.getUint32(0, true)).toBe(0x06064b50);
    expect(view.getBigUint64(48, true)).toBe(BigInt(start));
    expect(view.getUint32(56, true)).toBe(0x07064b50);
    expect(view.getBigUint64(64, true)).toBe(BigInt(start + 100));
    expect(view.getUint32(76, true)).toBe(0x06054b50);
    expect(view.getUint32(76 + 16, true)).toBe(0xffffffff);
    expect(end.length).toBe(98);
  });
});
