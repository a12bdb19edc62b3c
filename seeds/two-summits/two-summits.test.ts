import { describe, expect, it } from "vitest";
import { annotators } from "./annotators";
import { articles } from "./articles";
import { attributeValues, relationEnds } from "./attribute-values";
import { entities } from "./entities";
import { entityLinks } from "./entities/events";
import type { SeedSpanAnnotation } from "./notation";
import { type CodePointSpan, resolveSpan } from "./resolve-span";
import type { SeedArticle } from "./seed-article";
import type { SeedEntity } from "./seed-entity";
import { works } from "./works";

const corpus: readonly SeedArticle[] = articles;
const known: readonly SeedEntity[] = entities;
const entityByKey = new Map(known.map((entity) => [entity.key, entity]));
const spans = works.flatMap((work) => work.spans);
const relations = works.flatMap((work) => work.relations);
const name = (mark: { annotator: string; article: string; id: string }) =>
  `${mark.annotator} ${mark.article} ${mark.id}`;

function textOf(key: string): string {
  const article = corpus.find((candidate) => candidate.key === key);
  if (!article) throw new Error(`no article ${key}`);
  return article.text;
}

function placesOf(mark: SeedSpanAnnotation): readonly CodePointSpan[] {
  const resolution = resolveSpan(textOf(mark.article), mark.quote, mark.nth);
  if (!resolution.ok) throw new Error(`${name(mark)}: ${resolution.reason}`);
  return resolution.spans;
}

const places = new Map(spans.map((mark) => [mark, placesOf(mark)]));
const samePlace = (a: SeedSpanAnnotation, b: SeedSpanAnnotation) =>
  JSON.stringify(places.get(a)) === JSON.stringify(places.get(b));
const overlap = (a: SeedSpanAnnotation, b: SeedSpanAnnotation) =>
  (places.get(a) ?? []).some((x) => (places.get(b) ?? []).some((y) => x.start < y.end && y.start < x.end));
const isUnique = (keys: readonly string[]) => new Set(keys).size === keys.length;

/** Every two marks that two people made in one article. */
const pairs = spans.flatMap((a) =>
  spans.filter((b) => a.article === b.article && a.annotator < b.annotator).map((b) => [a, b] as const),
);

describe("the entities", () => {
  it("have unique keys and refer to each other", () => {
    expect(isUnique(known.map((entity) => entity.key))).toBe(true);
    for (const entity of known) {
      for (const key of [...(entity.participants ?? []), ...(entity.speaker ? [entity.speaker] : [])])
        expect(entityByKey.get(key)?.kind, `${entity.key} → ${key}`).toBe("ACTOR");
      if (entity.place) expect(entityByKey.get(entity.place)?.kind, entity.key).toBe("PLACE");
      if (entity.kind === "UTTERANCE") expect(entity.speaker, entity.key).toBeDefined();
      if (entity.kind === "TIME") expect(entity.date, entity.key).toBeDefined();
    }
  });

  it("keep the planned and the held summit apart, and say that one realises the other", () => {
    expect(entityByKey.get("planned-summit")?.status).toBe("cancelled");
    expect(entityByKey.get("held-summit")?.status).toBe("held");
    expect(entityLinks).toContainEqual({ from: "held-summit", type: "realises", to: "planned-summit" });
  });

  it("include utterances that several outlets quote", () => {
    const outlets = (key: string) =>
      new Set(spans.filter((s) => s.entity === key).map((s) => s.article)).size;
    for (const key of ["silence", "list-of-eleven", "missing-chair", "table-being-laid", "bags-packed"])
      expect(outlets(key), key).toBeGreaterThanOrEqual(2);
    expect(outlets("silence")).toBeGreaterThanOrEqual(4);
  });
});

describe("the annotators' work", () => {
  it("is at least 250 annotations, at most one work per person and article", () => {
    expect(spans.length).toBeGreaterThanOrEqual(250);
    expect(isUnique(works.map(({ annotator, article }) => `${annotator} ${article}`))).toBe(true);
    for (const work of works) {
      expect(annotators.map(({ key }) => key)).toContain(work.annotator);
      expect(isUnique(work.spans.map(({ id }) => id)), `${work.annotator} ${work.article}`).toBe(true);
    }
    expect(isUnique(relations.map(name))).toBe(true);
  });

  it("covers six articles two or three times, two once, two never; one work is still open", () => {
    const readings = corpus.map(({ key }) => works.filter((work) => work.article === key).length).toSorted();
    expect(readings).toEqual([0, 0, 1, 1, 2, 2, 2, 2, 3, 3]);
    expect(works.filter((work) => work.state === "open")).toHaveLength(1);
  });
});

describe("each annotation", () => {
  it("marks words that are in the text, whole, in order, and no place twice with one tag", () => {
    for (const mark of spans) {
      const characters = Array.from(textOf(mark.article));
      const found = (places.get(mark) ?? []).map(({ start, end }) => characters.slice(start, end).join(""));
      expect(found, name(mark)).toEqual(mark.quote);
    }
    const ids = spans.map((s) => `${s.annotator} ${s.article} ${s.tag} ${JSON.stringify(places.get(s))}`);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("uses legal attributes and values only", () => {
    for (const mark of spans) {
      const legal: Readonly<Record<string, readonly unknown[]>> = attributeValues[mark.tag];
      for (const [attribute, value] of Object.entries(mark.attributes))
        expect(legal[attribute], `${name(mark)} ${attribute}`).toContain(value);
    }
  });

  it("uses every tag, and every relation type between the tags it may join", () => {
    expect(new Set(spans.map(({ tag }) => tag))).toEqual(new Set(Object.keys(attributeValues)));
    expect(new Set(relations.map(({ type }) => type))).toEqual(
      new Set([...Object.keys(relationEnds), "COREF"]),
    );
    for (const work of works) {
      const tagOf = new Map(work.spans.map(({ id, tag }) => [id, tag]));
      for (const relation of work.relations) {
        const ends = [tagOf.get(relation.from), tagOf.get(relation.to)];
        const [from] = ends;
        expect(ends, name(relation)).toEqual(
          relation.type === "COREF" ? [from, from] : relationEnds[relation.type],
        );
        expect(relation.from, name(relation)).not.toBe(relation.to);
      }
    }
  });

  it("links a mention to an entity of its own kind only", () => {
    const kinds: Readonly<Record<string, string>> = {
      ACTOR: "ACTOR",
      EVENT: "EVENT",
      QUOTE: "UTTERANCE",
      PLACE: "PLACE",
      TIME: "TIME",
    };
    for (const mark of spans.filter(({ entity }) => entity !== undefined))
      expect(entityByKey.get(mark.entity ?? "")?.kind, name(mark)).toBe(kinds[mark.tag]);
  });
});

describe("the annotators disagree", () => {
  it("about boundaries", () => {
    const moved = pairs.filter(([a, b]) => a.tag === b.tag && overlap(a, b) && !samePlace(a, b));
    expect(new Set(moved.map(([a]) => a.tag)).size).toBeGreaterThanOrEqual(5);
  });

  it("about tags", () => {
    const retagged = pairs.filter(([a, b]) => samePlace(a, b) && a.tag !== b.tag);
    expect(retagged.map(([a, b]) => [a.tag, b.tag].toSorted().join(" "))).toEqual(
      expect.arrayContaining(["ACTOR PLACE", "EVENT PROP"]),
    );
  });

  it("about what to mark at all", () => {
    const missed = works.flatMap((work) =>
      works
        .filter((other) => other.article === work.article && other.annotator !== work.annotator)
        .map((other) => work.spans.filter((mark) => !other.spans.some((theirs) => overlap(mark, theirs)))),
    );
    expect(missed.every((marks) => marks.length > 0)).toBe(true);
  });
});

describe("the annotators disagree on the same words", () => {
  it("about attributes", () => {
    const differing = new Set(
      pairs
        .filter(([a, b]) => a.tag === b.tag && samePlace(a, b))
        .flatMap(([a, b]) =>
          Object.keys(a.attributes).filter(
            (attribute) => a.attributes[attribute] !== b.attributes[attribute],
          ),
        ),
    );
    expect([...differing]).toEqual(expect.arrayContaining(["modality", "attitude", "entity_type"]));
  });

  it("about identity, most of all whether a summit is the planned or the held one", () => {
    const differing = pairs
      .filter(([a, b]) => a.tag === b.tag && samePlace(a, b) && a.entity !== b.entity)
      .map(([a, b]) => [a.entity ?? "none", b.entity ?? "none"].toSorted().join(" "));
    expect(differing).toEqual(
      expect.arrayContaining(["held-summit planned-summit", "april-11 april-12", "held-summit none"]),
    );
  });

  it("but agree more often than not on what lies in the same place", () => {
    const same = pairs.filter(([a, b]) => samePlace(a, b));
    expect(same.filter(([a, b]) => a.tag === b.tag && a.entity === b.entity).length).toBeGreaterThan(
      same.length * 0.7,
    );
  });
});
