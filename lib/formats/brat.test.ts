import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAnn, splitLines } from "@/lib/test/ann-oracle";
import { arbitraryCorpus, type HeldCorpus, sampleCorpus } from "@/lib/test/arbitrary-corpus";
import { archiveFiles } from "@/lib/test/archive-files";
import { codecBytes } from "@/lib/test/codec-bytes";
import { brat } from "./brat";
import type { CorpusAnnotation } from "./corpus";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

async function exported(corpus: HeldCorpus): Promise<Map<string, string>> {
  const files = await archiveFiles(await codecBytes(brat, corpus));
  return new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]));
}

/** Python's `str.isspace`, from its table. */
const isPythonSpace = (character: string): boolean => {
  const point = character.codePointAt(0) ?? 0;
  return (
    (point >= 0x09 && point <= 0x0d) ||
    (point >= 0x1c && point <= 0x20) ||
    (point >= 0x2000 && point <= 0x200a) ||
    [0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(point)
  );
};

/** The characters of the text that an annotation marks, without the white space that brat may not keep. */
const markedIn = (text: string, offsets: readonly (readonly [number, number])[]): string[] =>
  offsets.flatMap(([start, end]) =>
    [...text].flatMap((character, at) =>
      at >= start && at < end && !isPythonSpace(character) ? [`${at}${character}`] : [],
    ),
  );

describe("brat", () => {
  it("marks the same characters of the same text, as a slow reader by brat's rules finds them", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const files = await exported(corpus);
        const report = JSON.parse(files.get("export-report.json") ?? "");
        for (const { document, annotations } of corpus.documents)
          for (const { folder, id } of report.sets) {
            const path = [...files.keys()].find(
              (each) =>
                each.startsWith(`${folder}/`) &&
                each.endsWith(`${document.id.replaceAll("-", "").slice(-12)}.ann`),
            );
            const own = annotations.filter(({ setId }) => setId === id);
            if (path === undefined) {
              expect(own).toEqual([]);
              continue;
            }
            expect(files.get(path.replace(/ann$/, "txt"))).toBe(document.text);
            const { spans } = parseAnn(files.get(path) ?? "");
            for (const { text, offsets } of spans.values())
              expect(
                offsets.map(([start, end]) => [...document.text].slice(start, end).join("")).join(" "),
              ).toBe(text);
            const wanted = own.flatMap((annotation) =>
              annotation.kind === "span"
                ? [
                    markedIn(
                      document.text,
                      annotation.spans.map(({ start, end }) => [start, end]),
                    ),
                  ]
                : [],
            );
            expect([...spans.values()].map(({ offsets }) => markedIn(document.text, offsets))).toEqual(
              wanted.filter((characters) => characters.length > 0),
            );
          }
      }),
      { numRuns: 60 },
    );
  });

  it("carries attributes, notes, relations and references, and counts what it leaves out", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const files = await exported(corpus);
        const all = [...files].filter(([path]) => path.endsWith(".ann")).map(([, ann]) => parseAnn(ann));
        const report: { losses: { code: string; count: number }[] } = JSON.parse(
          files.get("export-report.json") ?? "",
        );
        const lost = (code: string) => report.losses.find((loss) => loss.code === code)?.count ?? 0;
        const annotations = corpus.documents.flatMap((item) => item.annotations);
        const count = (kind: CorpusAnnotation["kind"]) =>
          annotations.filter((each) => each.kind === kind).length;
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(sum(all.map(({ relations }) => relations.length)) + lost("relation-end")).toBe(
          count("relation"),
        );
        expect(lost("document-annotation")).toBe(count("document"));
        const kept = sum(all.map(({ spans, relations }) => spans.size + relations.length));
        expect(lost("provenance")).toBe(kept);
        if (kept < annotations.length) return;
        const values = annotations.flatMap((annotation) => [
          ...Object.values(annotation.attributes),
          ...(annotation.note ? [annotation.note] : []),
        ]);
        expect(
          sum(all.map(({ attributes, notes }) => attributes.length + notes.length)) + lost("false-attribute"),
        ).toBe(values.length);
      }),
      { numRuns: 60 },
    );
  });
});

const first = (corpus: HeldCorpus): HeldCorpus["documents"][number] => {
  const [item] = corpus.documents;
  if (!item) throw new Error("The sample has no document");
  return item;
};

describe("brat's files", () => {
  const corpus = sampleCorpus(
    ({ documents, header }) => header.scheme.tags[0]?.key === "ACTOR" && documents.length > 0,
  );

  /** The one `.ann` file of a document with this text and these annotations in the first set. */
  async function annOf(text: string, annotations: readonly Partial<CorpusAnnotation>[]): Promise<string> {
    const item = first(corpus);
    const base = { setId: corpus.header.sets[0]?.id, attributes: {}, note: "", revision: 0, createdBy: null };
    const files = await exported({
      ...corpus,
      documents: [
        {
          document: { ...item.document, text },
          assignments: [],
          ...{ removed: [], reviews: [], decisions: [], threads: [], cases: [], places: [] },
          // Holds because every test below gives the fields that its kind of annotation has besides these.
          annotations: annotations.map((annotation) => ({ ...base, ...annotation }) as CorpusAnnotation),
        },
      ],
    });
    return [...files].find(([path]) => path.endsWith(".ann"))?.[1] ?? "";
  }
  const span = (start: number, quote: string) => ({ start, end: start + [...quote].length, quote });

  it("cuts spans at line ends and joins fragments with one space", async () => {
    const ann = await annOf("He said “yes,\n  then 🕊️no” ok", [
      {
        id: "a",
        kind: "span",
        tag: "QUOTE",
        spans: [span(8, "“yes,\n  then 🕊️no”"), span(27, "ok")],
        entityId: null,
      },
    ]);
    expect(ann).toBe("T1\tQUOTE 8 13;16 26;27 29\t“yes, then 🕊️no” ok\n");
  });

  it("writes every kind of line as brat reads it", async () => {
    const ann = await annOf("Oran met Imre", [
      {
        ...{
          id: "a",
          kind: "span",
          tag: "ACTOR",
          spans: [span(0, "Oran")],
          entityId: corpus.entities[0]?.id ?? null,
        },
        attributes: { group: true, entity_type: "PER", mention_type: "NAM" },
        note: "two\nlines",
      },
      { id: "b", kind: "span", tag: "TIME", spans: [span(5, "met")], entityId: null },
      { id: "c", kind: "relation", tag: "TIME", fromId: "a", toId: "b" },
    ]);
    expect(ann.split("\n")).toEqual([
      "T1\tACTOR 0 4\tOran",
      expect.stringMatching(/^N1\tReference T1 Concord:\S+\t/),
      expect.stringMatching(/^N2\tReference T1 \S+:\S+\t/),
      ...(ann.includes("N3\t") ? [expect.stringMatching(/^N3\tReference T1 wikidata:Q1\t/)] : []),
      "A1\tentity_type T1 PER",
      "A2\tgroup T1",
      "A3\tmention_type T1 NAM",
      "#1\tAnnotatorNotes T1\ttwo lines",
      "T2\tTIME 5 8\tmet",
      "R1\tTIME_link Arg1:T1 Arg2:T2",
      "",
    ]);
  });

  it("configures every type of the scheme under its own name", async () => {
    const files = await exported(corpus);
    const conf = files.get("annotation.conf") ?? "";
    expect(conf.split("\n").filter((line) => line.startsWith("["))).toEqual([
      "[entities]",
      "[relations]",
      "[events]",
      "[attributes]",
    ]);
    const names = conf
      .split("\n")
      .filter((line) => /^[A-Za-z0-9_-]/.test(line))
      .map((line) => line.split("\t")[0]);
    expect(new Set(names).size).toBe(names.length);
    expect(conf).toContain("SOURCE\tArg1:QUOTE, Arg2:ACTOR\n");
    expect(conf).toContain("SAME_TIME\tArg1:EVENT, Arg2:EVENT, <REL-TYPE>:symmetric\n");
    expect(conf).toContain("polarity\tArg:EVENT, Value:POS|NEG\n");
    expect(files.get("visual.conf")).toContain("ACTOR | Actor | A\n");
    expect(files.get("visual.conf")).toMatch(
      /^ACTOR\tbgColor:#[0-9a-f]{6}, fgColor:(white|black), borderColor:darken$/m,
    );
  });

  it("keeps configuration lines whole whatever the scheme says", async () => {
    const files = await exported(sampleCorpus(({ header }) => header.scheme.tags[0]?.key === "__proto__"));
    for (const name of ["annotation.conf", "visual.conf"])
      for (const line of splitLines(files.get(name) ?? ""))
        expect(line).toMatch(/^($|\[[a-z]+\]$|<OVERLAP>\t|[A-Za-z0-9_-]+(\t| \| |$))/);
  });

  it("names files so that no system trips over them, and lists them all in metadata.tsv", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (any) => {
        const files = await exported(any);
        const paths = [...files.keys()];
        expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
        for (const path of paths)
          expect(path).toMatch(
            /^[A-Za-z0-9_][A-Za-z0-9_-]{0,70}(\/[A-Za-z0-9_][A-Za-z0-9_-]{0,70})?\.[a-z]+$/,
          );
        const [columns, ...rows] = splitLines(files.get("metadata.tsv") ?? "").map((line) =>
          line.split("\t"),
        );
        for (const row of rows) expect(row).toHaveLength(columns?.length ?? 0);
        expect(rows.map(([path]) => path)).toEqual(
          paths.filter((path) => path.includes("/") && path.endsWith(".txt")),
        );
      }),
      { numRuns: 40 },
    );
  });
});
