import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryCorpus, type HeldCorpus, sampleCorpus } from "@/lib/test/arbitrary-corpus";
import { codecBytes } from "@/lib/test/codec-bytes";
import { w3c } from "./w3c";
import { W3cSelectors } from "./w3c-selectors";

type Selector = { type: string; start: number; end: number; exact: string; prefix: string; suffix: string };
type Target = { type: string; source: string; selector: [Selector, Selector] };
type Body = { type?: string; purpose?: string; value?: string; source?: string; [key: string]: unknown };
type Item = {
  id: string;
  type: string;
  motivation: string | string[];
  body: Body[];
  target: Target[];
  created: string;
  modified: string;
};
type Collection = {
  type: string;
  total: number;
  first: { type: string; startIndex: number; partOf: string; items: Item[] };
  [key: string]: unknown;
};

const parsed = async (corpus: HeldCorpus): Promise<Collection> =>
  JSON.parse(new TextDecoder().decode(await codecBytes(w3c, corpus)));
const iri = (id: string): string => `urn:uuid:${id}`;
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

describe("W3C Web Annotation", () => {
  it("selects each span twice over: by place, and by its words between theirs", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const { first } = await parsed(corpus);
        const items = new Map(first.items.map((item) => [item.id, item]));
        for (const { document, annotations } of corpus.documents)
          for (const annotation of annotations) {
            if (annotation.kind !== "span") continue;
            const targets = items.get(iri(annotation.id))?.target ?? [];
            const spans = targets.map(({ selector: [place, quote] }) => ({
              start: place.start,
              end: place.end,
              quote: quote.exact,
            }));
            expect(spans).toEqual(annotation.spans);
            const characters = [...document.text];
            for (const { source, selector } of targets) {
              const [place, quote] = selector;
              expect(source).toBe(iri(document.id));
              expect(characters.slice(place.start, place.end).join("")).toBe(quote.exact);
              const before = characters.slice(0, place.start).join("");
              const after = characters.slice(place.end).join("");
              expect(before.endsWith(quote.prefix)).toBe(true);
              expect(after.startsWith(quote.suffix)).toBe(true);
              expect([...quote.prefix].length).toBeLessThanOrEqual(32);
              expect([...quote.suffix].length).toBeLessThanOrEqual(32);
              const edges = [...graphemes.segment(document.text)]
                .map(({ index }) => index)
                .concat(document.text.length);
              const from = before.length - quote.prefix.length;
              const to = document.text.length - after.length + quote.suffix.length;
              if (quote.prefix) expect(edges).toContain(from);
              if (quote.suffix) expect(edges).toContain(to);
            }
          }
      }),
      { numRuns: 100 },
    );
  });

  it("leaves out of the surroundings what it would have to split", () => {
    const family = "👩‍👩‍👧";
    const text = `${family.repeat(9)}Oran${family.repeat(9)}`;
    const [place, quote] = new W3cSelectors(text).of({ start: 45, end: 49 });
    expect(place).toEqual({ type: "TextPositionSelector", start: 45, end: 49 });
    // Six families are 30 code points; the seventh would need five more.
    expect(quote).toMatchObject({ exact: "Oran", prefix: family.repeat(6), suffix: family.repeat(6) });
  });

  it("is a collection with one page, whose counts are right", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const collection = await parsed(corpus);
        expect(collection.type).toBe("AnnotationCollection");
        expect(collection["@context"]).toContain("http://www.w3.org/ns/anno.jsonld");
        expect(collection.first).toMatchObject({
          type: "AnnotationPage",
          startIndex: 0,
          partOf: collection.id,
        });
        const annotationCount = corpus.documents.reduce((sum, item) => sum + item.annotations.length, 0);
        expect(collection.total).toBe(annotationCount + corpus.documents.length);
        expect(collection.first.items).toHaveLength(collection.total);
        expect(new Set(collection.first.items.map(({ id }) => id)).size).toBe(collection.total);
        for (const item of collection.first.items) {
          expect(item.type).toBe("Annotation");
          expect(item.created).toMatch(/T.*Z$/);
          expect(item.id).toMatch(/^urn:[a-z]+:[^\s]+$/);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("says tag, attributes, note and entity as bodies, and relations as links", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCorpus, async (corpus) => {
        const { first } = await parsed(corpus);
        const items = new Map(first.items.map((item) => [item.id, item]));
        for (const annotation of corpus.documents.flatMap((item) => item.annotations)) {
          const item = items.get(iri(annotation.id));
          const bodies = item?.body ?? [];
          const of = (purpose: string) => bodies.filter((body) => body.purpose === purpose);
          expect(of("tagging").map(({ value }) => value)).toEqual([annotation.tag]);
          expect(of("commenting").map(({ value }) => value)).toEqual(
            annotation.note ? [annotation.note] : [],
          );
          const attributes = of("describing").map((body): [string, unknown] => [
            String(body["concord:attribute"]),
            body["concord:valueType"] === "boolean" ? body.value === "true" : body.value,
          ]);
          expect(Object.fromEntries(attributes)).toEqual(annotation.attributes);
          if (annotation.kind === "span")
            expect(of("identifying")[0]?.source).toBe(
              annotation.entityId === null ? undefined : iri(annotation.entityId),
            );
          if (annotation.kind === "relation")
            expect(item).toMatchObject({ motivation: "linking", target: iri(annotation.fromId) });
          if (annotation.kind === "relation") expect(bodies[0]).toBe(iri(annotation.toId));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("describes each document, with the hash of the text and the unit of the offsets", async () => {
    const corpus = sampleCorpus(({ documents }) => documents.length > 1);
    const collection = await parsed(corpus);
    expect(collection["concord:offsetUnit"]).toBe("code points");
    const described = collection.first.items.filter(({ motivation }) => motivation === "describing");
    expect(described.map(({ body }) => body)).toEqual(
      corpus.documents.map(({ document }) =>
        expect.objectContaining({
          type: "Dataset",
          "concord:textSha256": document.textSha256,
          "concord:textLength": document.length,
          "concord:offsetUnit": "code points",
        }),
      ),
    );
  });
});
