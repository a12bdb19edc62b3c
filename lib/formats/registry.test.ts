import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryCorpus, type HeldCorpus, streamed } from "@/lib/test/arbitrary-corpus";
import { archiveFiles } from "@/lib/test/archive-files";
import { codecBytes } from "@/lib/test/codec-bytes";
import { hostileScheme } from "@/lib/test/hostile-scheme";
import { richDocument as item, richCorpus as rich } from "@/lib/test/rich-corpus";
import { type Codec, type LossCount, LossReport } from "./codec";
import { codecOf, codecs } from "./registry";

const teamwork = { guidelines: 1, round: 1, conversation: 1, case: 1, removed: 1 };

const lossesOf: { readonly [id in (typeof codecs)[number]["id"]]: Record<string, number> } = {
  jsonl: {},
  brat: {
    ...{ "scheme-guidelines": 1, "line-break-in-metadata": 1, "false-attribute": 1, "line-break-in-note": 1 },
    ...{ "span-over-line-break": 1, "span-edge-space": 1, "blank-span": 1, "document-annotation": 1 },
    ...{ "relation-end": 1, provenance: 4, review: 1, decision: 1 },
    ...teamwork,
  },
  w3c: { scheme: 1, text: 2, assignment: 1, review: 1, decision: 1, ...teamwork },
  csv: {
    ...teamwork,
    scheme: 1,
    "entity-details": 1,
    text: 2,
    metadata: 2,
    assignment: 1,
    review: 1,
    decision: 1,
    "document-without-annotations": 1,
  },
};

function lossReport(codec: Codec, corpus: HeldCorpus): LossCount[] {
  const report = new LossReport();
  report.add(codec.frontLosses(corpus));
  for (const each of corpus.documents) report.add(codec.losses(corpus.header, each));
  return report.counts();
}

describe("the registry of codecs", () => {
  it("finds each codec by its own id", () => {
    expect(codecs.map(({ id }) => id)).toEqual(["jsonl", "brat", "w3c", "csv"]);
    for (const codec of codecs) expect(codecOf(codec.id)).toBe(codec);
    for (const id of ["", "__proto__", "constructor", "xml"]) expect(codecOf(id)).toBeUndefined();
  });
});

describe.each(codecs.map((codec): [string, Codec] => [codec.id, codec]))("%s", (id, codec) => {
  it("says what it is", () => {
    expect(codec.extension).toMatch(/^[a-z]+$/);
    expect(codec.mediaType).toMatch(/^[a-z]+\/[a-z+]+$/);
    expect(codec.title && codec.summary).toBeTruthy();
  });

  it("writes the same bytes for the same corpus", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const bytes = Buffer.from(await codecBytes(codec, corpus));
        expect(bytes.equals(await codecBytes(codec, structuredClone(corpus)))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("writes each document before it asks for the one after the next", async () => {
    const asked: number[] = [];
    let written = 0;
    const corpus = {
      ...streamed(rich),
      documents: {
        async *[Symbol.asyncIterator]() {
          for (let at = 0; at < 6; at++) {
            asked.push(written);
            yield { ...item, document: { ...item.document, id: `d${at}` } };
          }
        },
      },
    };
    for await (const chunk of codec.write(corpus)) written += chunk.length;
    // What was written when document n + 2 was asked for has grown since document n was.
    for (let at = 2; at < asked.length; at++) expect(asked[at]).toBeGreaterThan(asked[at - 2] ?? 0);
    expect(asked).toHaveLength(6);
  });

  it("stops reading the corpus when its reader goes away", async () => {
    let isClosed = false;
    const corpus = {
      ...streamed(rich),
      documents: {
        async *[Symbol.asyncIterator]() {
          try {
            for (;;) yield item;
          } finally {
            isClosed = true;
          }
        },
      },
    };
    let written = 0;
    for await (const chunk of codec.write(corpus)) {
      written += chunk.length;
      if (written > 60_000) break;
    }
    expect(isClosed).toBe(true);
  });

  it("passes on a failure of the corpus", async () => {
    const corpus = {
      ...streamed(rich),
      documents: {
        async *[Symbol.asyncIterator]() {
          yield item;
          throw new Error("The cursor broke");
        },
      },
    };
    const drain = async () => {
      for await (const _ of codec.write(corpus));
    };
    await expect(drain()).rejects.toThrow("The cursor broke");
  });

  it("writes a file for an empty corpus", async () => {
    const empty = {
      ...rich,
      header: { ...rich.header, sets: [], scheme: { tags: [], relationTypes: [] } },
      ...{ guidelines: [], rounds: [], entities: [] },
      documents: [],
    };
    expect((await codecBytes(codec, empty)).length).toBeGreaterThan(0);
  });

  it("states every loss, each as often as it happens", () => {
    const counts = lossReport(codec, rich);
    // Holds because every codec of the registry has its entry, which the type of the table demands.
    const wanted = lossesOf[id as keyof typeof lossesOf];
    expect(Object.fromEntries(counts.map(({ code, count }) => [code, count]))).toEqual(wanted);
    for (const { message } of counts) expect(message).toMatch(/^\S.{20,}[^.]$/);
  });

  it("survives keys and text that are traps", async () => {
    const trap = { ["__proto__"]: "polluted", constructor: "c", "\ud800": "\udfff\0" };
    const hostile: HeldCorpus = {
      ...rich,
      header: {
        ...rich.header,
        scheme: hostileScheme,
        project: { ...rich.header.project, id: "\ud800", name: "\0\ud800=1" },
      },
      entities: rich.entities.map((entity) => ({
        ...entity,
        id: "\udfff %",
        identifiers: trap,
        name: "=\ud83d",
      })),
      documents: [
        {
          ...item,
          document: { ...item.document, id: "../\ud800\0", title: "C:\\..\\x" },
          annotations: item.annotations.map((annotation) => ({
            ...annotation,
            tag: "__proto__",
            attributes: Object.fromEntries(Object.entries(trap)),
            note: "</script>\u2028\ud800",
          })),
        },
      ],
    };
    expect((await codecBytes(codec, hostile)).length).toBeGreaterThan(0);
    expect(lossReport(codec, hostile).length).toBe(
      codec.id === "jsonl" ? 0 : lossReport(codec, hostile).length,
    );
    expect(Object.hasOwn(Object.prototype, "polluted") || "polluted" in {}).toBe(false);
  });
});

describe("what a file says of its own losses", () => {
  it("is what the codec reports, in brat's export report", async () => {
    const brat = codecs[1];
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const files = await archiveFiles(await codecBytes(brat, corpus));
        const report = JSON.parse(new TextDecoder().decode(files.get("export-report.json")));
        expect(report.losses).toEqual(lossReport(brat, corpus));
      }),
      { numRuns: 40 },
    );
  });

  it("is what the codec reports, in the web annotation collection", async () => {
    const w3c = codecs[2];
    const collection = JSON.parse(new TextDecoder().decode(await codecBytes(w3c, rich)));
    expect(collection["concord:losses"]).toEqual(
      lossReport(w3c, rich).map(({ code, message, count }) => ({
        "concord:code": code,
        "concord:message": message,
        "concord:count": count,
      })),
    );
  });
});
