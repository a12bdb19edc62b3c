import { afterEach, describe, expect, it } from "vitest";
import { ExtractionThread, type WorkerLimits } from "./extract-in-worker";
import { extractLimits } from "./extract-limits";
import type { ExtractedItem } from "./extracted-item";
import { makePdf } from "./make-pdf";
import { makeZip } from "./make-zip";

const threads: ExtractionThread[] = [];
const thread = (limits: Partial<WorkerLimits> = {}) => {
  const made = new ExtractionThread({ ...extractLimits, ...limits });
  threads.push(made);
  return made;
};

afterEach(async () => {
  for (const made of threads.splice(0)) await made.close();
});

async function collect(from: AsyncIterable<ExtractedItem>): Promise<string[]> {
  const seen: string[] = [];
  for await (const item of from) {
    seen.push(`${item.path} ${item.state === "document" ? item.title : item.reason.code}`);
  }
  return seen;
}

const file = (path: string, content: string | Uint8Array) => ({ path, bytes: Buffer.from(content) });

/** Within the limit of depth, and still far too much work. */
const slowPage = `<html><body>${"<div>".repeat(250)}${"<p>a, b, c</p>".repeat(40_000)}`;

describe("the thread for files of strangers", () => {
  it("reads every kind of file, one after the other, however many are asked at once", async () => {
    const reader = thread();
    const asked = [
      file("a.txt", "Text"),
      file("a.html", "<title>Page</title><p>Text"),
      file("a.pdf", makePdf([["Portable"]])),
      file("a.jsonl", '{"text":"One"}\n{}\n'),
      file("a.zip", makeZip([{ name: "in.md", content: "# Mark" }, { name: "../x.txt" }])),
    ];
    const seen = await Promise.all(asked.map((one) => collect(reader.extract(one))));
    expect(seen).toEqual([
      ["a.txt Text"],
      ["a.html Page"],
      ["a.pdf Portable"],
      ["a.jsonl One", "a.jsonl text_missing"],
      ["a.zip/in.md Mark", "a.zip/../x.txt archive_path"],
    ]);
  }, 60_000);

  it("gives up a file that takes too long, and reads the next, in an archive too", async () => {
    const reader = thread({ fileTimeMs: 400 });
    const archive = makeZip([
      { name: "slow.html", content: slowPage },
      { name: "next.txt", content: "Next" },
    ]);
    expect(await collect(reader.extract(file("a.zip", archive)))).toEqual([
      "a.zip/slow.html time_exceeded",
      "a.zip/next.txt Next",
    ]);
  }, 60_000);

  it("gives up a file that fills the memory, and reads the next", async () => {
    const reader = thread({ heapMb: 48 });
    const page = `<html><body>${"<p>a</p>".repeat(1_000_000)}`;
    expect(await collect(reader.extract(file("big.html", page)))).toEqual(["big.html memory_exceeded"]);
    expect(await collect(reader.extract(file("next.txt", "Next")))).toEqual(["next.txt Next"]);
  }, 60_000);

  it("gives up a file whose buffers make the process grow", async () => {
    const reader = thread({ processGrowthMax: -1 });
    expect(await collect(reader.extract(file("slow.html", slowPage)))).toEqual(["slow.html memory_exceeded"]);
  }, 60_000);

  it("stops reading when nobody listens any more", async () => {
    const reader = thread();
    const lines = '{"text":"Again"}\n'.repeat(5_000);
    for await (const item of reader.extract(file("a.jsonl", lines + slowPage))) {
      expect(item.path).toBe("a.jsonl");
      break;
    }
    expect(await collect(reader.extract(file("next.txt", "Next")))).toEqual(["next.txt Next"]);
  }, 60_000);
});
