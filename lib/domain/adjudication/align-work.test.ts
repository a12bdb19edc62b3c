import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processorMs } from "@/lib/test/processor-ms";
import type { Annotation, Attributes } from "../annotation/annotation";
import { alignWork } from "./align-work";
import type { AlignedItem, Work } from "./item";

const base = { documentId: "document", note: "", revision: 1 };
const mark = (
  setId: string,
  id: string,
  tag: string,
  start: number,
  end: number,
  attributes: Attributes = {},
  entityId: string | null = null,
): Annotation => ({
  ...base,
  kind: "span",
  id,
  setId,
  tag,
  attributes,
  entityId,
  spans: [{ start, end, quote: "x".repeat(end - start) }],
});
const link = (setId: string, id: string, tag: string, fromId: string, toId: string): Annotation => ({
  ...base,
  kind: "relation",
  id,
  setId,
  tag,
  attributes: {},
  fromId,
  toId,
});
const about = (setId: string, id: string, tag: string, attributes: Attributes = {}): Annotation => ({
  ...base,
  kind: "document",
  id,
  setId,
  tag,
  attributes,
});
const work = (...annotations: Annotation[]): Work[] =>
  [...new Set(annotations.map(({ setId }) => setId))].map((set) => ({
    set,
    annotations: annotations.filter(({ setId }) => setId === set),
  }));

/** An item in few words: who is in it and what differs. */
const said = (items: readonly AlignedItem[]) =>
  items.map(
    ({ versions, differences, missing }) =>
      `${versions.map(({ id }) => id).join("+")}: ${differences.join(" ") || "agreed"}${missing.length ? ` (${missing.join(" ")})` : ""}`,
  );

/** Marks with few tags on a short text, so that they overlap, nest and lie on each other all the time. */
const drawn = fc.record({
  tag: fc.constantFrom("ACTOR", "EVENT", "QUOTE"),
  start: fc.nat(12),
  size: fc.integer({ min: 1, max: 6 }),
  certainty: fc.constantFrom("", "SURE"),
});
const marks = (setId: string, max: number) =>
  fc
    .array(drawn, { maxLength: max })
    .map((list) =>
      list.map(({ tag, start, size, certainty }, at) =>
        mark(setId, `${setId}${at}`, tag, start, start + size, certainty ? { certainty } : {}),
      ),
    );
const linked = (setId: string, max: number) =>
  fc
    .tuple(
      marks(setId, max),
      fc.array(fc.tuple(fc.constantFrom("AGENT", "SOURCE"), fc.nat(), fc.nat()), { maxLength: 4 }),
    )
    .map(([list, links]) => [
      ...list,
      ...links.flatMap(([tag, from, to], at) => {
        const [a, b] = [list[from % list.length], list[to % list.length]];
        return a && b && a !== b ? [link(setId, `${setId}r${at}`, tag, a.id, b.id)] : [];
      }),
    ]);

/** Marks of three kinds in stacks of up to five on two places, of one piece or two, linked in every way. */
const stacked = fc
  .tuple(
    fc.array(
      fc.record({
        tag: fc.constantFrom("ACTOR", "EVENT"),
        at: fc.constantFrom(0, 20),
        isBroken: fc.boolean(),
        attributes: fc.constantFrom<Attributes>({}, { a: "1", b: true }, { certainty: "" }),
        entityId: fc.constantFrom(null, "lysa", "oran"),
        height: fc.integer({ min: 1, max: 5 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    fc.array(fc.tuple(fc.constantFrom("AGENT", "COREF"), fc.nat(), fc.nat()), { maxLength: 7 }),
  )
  .map(([stacks, links]) => {
    const marks = stacks.flatMap(({ tag, at, isBroken, attributes, entityId, height }, stack) =>
      Array.from({ length: height }, (_, n): Annotation => {
        const spans = [
          { start: at, end: at + 2, quote: "xx" },
          { start: at + 4, end: at + 5, quote: "x" },
        ];
        const id = `${stack}.${n}`;
        return {
          ...base,
          kind: "span",
          id,
          setId: "",
          tag,
          attributes,
          entityId,
          spans: isBroken ? spans : spans.slice(0, 1),
        };
      }),
    );
    const drawn = links.flatMap(([tag, from, to], at) => {
      const [a, b] = [marks[from % marks.length], marks[to % marks.length]];
      return a && b && a !== b ? [link("", `r${at}`, tag, a.id, b.id)] : [];
    });
    return [...marks, ...drawn];
  });

/** The same work by somebody else: other ids in another order, entities of their own, fields in another order. */
function copyOf(one: readonly Annotation[], set: string, seed: number): Work {
  const order = new Map(one.map(({ id }, at) => [id, (at * 7919 + seed * 104_729 + at * at * seed) % 9973]));
  const rename = (id: string) => `${String(order.get(id)).padStart(4, "0")} ${id} of ${set}`;
  const annotations = one.map((each): Annotation => {
    const attributes = Object.fromEntries(
      seed % 2 ? Object.entries(each.attributes).reverse() : Object.entries(each.attributes),
    );
    const own = { ...each, attributes, id: rename(each.id), setId: set, note: `note of ${set}` };
    if (own.kind === "relation") return { ...own, fromId: rename(own.fromId), toId: rename(own.toId) };
    if (own.kind === "span") return { ...own, entityId: own.entityId && `${own.entityId} of ${set}` };
    return own;
  });
  return { set, annotations: seed % 3 ? annotations.reverse() : annotations };
}

/** How much two marks have in common, said character by character: what a pair is worth. */
function slowWorth(a: Annotation, b: Annotation): number {
  if (a.kind !== "span" || b.kind !== "span" || a.setId === b.setId) return 0;
  const characters = (one: typeof a) =>
    new Set(
      one.spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)),
    );
  const [left, right] = [characters(a), characters(b)];
  const both = [...left].filter((at) => right.has(at)).length;
  const either = new Set([...left, ...right]).size;
  if (both === 0) return 0;
  if (a.tag !== b.tag) return both * 3 >= either ? 1 + Math.round((both / either) * 1000) : 0;
  if (both < either) return 2 ** 20 + 1 + Math.round((both / either) * 1000);
  const sameFields = JSON.stringify(a.attributes) === JSON.stringify(b.attributes);
  return sameFields ? 2 ** 38 + 1001 : 2 ** 29 + 1 + 500;
}

/** The most that any way of grouping is worth, by trying them all. */
function mostWorth(left: readonly Annotation[], groups: readonly (readonly Annotation[])[]): number {
  const [one, ...rest] = left;
  if (!one) return 0;
  let most = mostWorth(rest, [...groups, [one]]);
  for (const [at, group] of groups.entries()) {
    if (group.some(({ setId }) => setId === one.setId)) continue;
    const gained = group.reduce((sum, other) => sum + slowWorth(one, other), 0);
    const joined = groups.map((other, index) => (index === at ? [...group, one] : other));
    most = Math.max(most, gained + mostWorth(rest, joined));
  }
  return most;
}
const worthOf = (items: readonly AlignedItem[]) =>
  items.reduce(
    (sum, { versions }) =>
      sum +
      versions.reduce(
        (inner, one, at) =>
          inner + versions.slice(at + 1).reduce((most, other) => most + slowWorth(one, other), 0),
        0,
      ),
    0,
  );

describe("aligning work", () => {
  it("pairs two sets as well as any way of pairing could", () => {
    fc.assert(
      fc.property(marks("a", 5), marks("b", 5), (a, b) => {
        const items = alignWork([
          { set: "a", annotations: a },
          { set: "b", annotations: b },
        ]);
        expect(worthOf(items)).toBe(mostWorth([...a, ...b], []));
      }),
      { numRuns: 500 },
    );
  });

  it("groups three sets as well as any way of grouping could, all but seldom", () => {
    let [best, all] = [0, 0];
    fc.assert(
      fc.property(marks("a", 3), marks("b", 3), marks("c", 3), (a, b, c) => {
        const items = alignWork([
          { set: "a", annotations: a },
          { set: "b", annotations: b },
          { set: "c", annotations: c },
        ]);
        const [got, most] = [worthOf(items), mostWorth([...a, ...b, ...c], [])];
        expect(got).toBeLessThanOrEqual(most);
        all++;
        if (got === most) best++;
      }),
      { numRuns: 500, seed: 11 },
    );
    expect(best / all).toBeGreaterThan(0.99);
  });

  it("puts every annotation in one item, with at most one of each set", () => {
    fc.assert(
      fc.property(linked("a", 7), linked("b", 7), linked("c", 7), (a, b, c) => {
        const items = alignWork(work(...a, ...b, ...c));
        const placed = items.flatMap(({ versions }) => versions.map(({ id }) => id));
        expect(placed.sort()).toEqual([...a, ...b, ...c].map(({ id }) => id).sort());
        for (const { versions } of items)
          expect(new Set(versions.map(({ setId }) => setId)).size).toBe(versions.length);
      }),
      { numRuns: 500 },
    );
  });

  it("doesn't care in which order sets and annotations are given", () => {
    fc.assert(
      fc.property(linked("a", 6), linked("b", 6), linked("c", 6), fc.nat(), (a, b, c, seed) => {
        const given = work(...a, ...b, ...c);
        const turned = given
          .map(({ set, annotations }) => ({
            set,
            annotations: [...annotations.slice(seed % 5), ...annotations.slice(0, seed % 5)].reverse(),
          }))
          .reverse();
        expect(alignWork(turned)).toEqual(alignWork(given));
      }),
      { numRuns: 300 },
    );
  });

  it("claims no difference where all say the same, whatever lies on what", () => {
    fc.assert(
      fc.property(linked("a", 8), fc.integer({ min: 2, max: 4 }), (one, copies) => {
        const sets = Array.from({ length: copies }, (_, at) => {
          const rename = (id: string) => `${(at * 7) % 5}${id}`;
          return {
            set: `set${at}`,
            annotations: one.map((each) => ({
              ...each,
              id: rename(each.id),
              setId: `set${at}`,
              note: `note of ${at}`,
              ...(each.kind === "relation" ? { fromId: rename(each.fromId), toId: rename(each.toId) } : {}),
            })),
          };
        });
        const items = alignWork(sets);
        expect(items.flatMap(({ differences }) => differences)).toEqual([]);
        expect(items).toHaveLength(one.length);
      }),
      { numRuns: 500 },
    );
  });

  it("claims none either where nothing but links far off tells stacked marks apart", () => {
    fc.assert(
      fc.property(stacked, fc.integer({ min: 2, max: 5 }), fc.nat(), (one, copies, seed) => {
        const sets = Array.from({ length: copies }, (_, at) => copyOf(one, `set${at}`, seed * at));
        const entityKey = (id: string) => id.slice(0, 4);
        const isDirected = (type: string) => type !== "COREF";
        const items = alignWork(sets, { entityKey, isDirected });
        expect(items.flatMap(({ differences }) => differences)).toEqual([]);
        expect(items).toHaveLength(one.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("names a difference only where two versions do differ", () => {
    fc.assert(
      fc.property(linked("a", 6), linked("b", 6), linked("c", 6), (a, b, c) => {
        for (const { versions, differences, missing, attributes } of alignWork(
          work(
            ...a,
            ...b,
            ...c,
            about("a", "d", "TOPIC"),
            about("b", "e", "TOPIC"),
            about("c", "f", "TOPIC"),
          ),
        )) {
          const differ = (field: (one: Annotation) => unknown) =>
            new Set(versions.map((one) => JSON.stringify(field(one)))).size > 1;
          expect(differences.includes("missing")).toBe(missing.length > 0);
          expect(missing.length).toBe(3 - versions.length);
          expect(differences.includes("tag")).toBe(differ(({ tag }) => tag));
          expect(differences.includes("boundary")).toBe(
            differ((one) => (one.kind === "span" ? one.spans : 0)),
          );
          expect(differences.includes("attribute")).toBe(differ((one) => one.attributes));
          expect(attributes).toEqual(differences.includes("attribute") ? ["certainty"] : []);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("what speaks of the same thing", () => {
  it("is what overlaps with the same tag, before what lies there with another", () => {
    const given = work(
      mark("a", "a1", "ACTOR", 0, 10),
      mark("b", "b1", "ACTOR", 4, 14),
      mark("b", "b2", "EVENT", 0, 10),
    );
    expect(said(alignWork(given))).toEqual(["a1+b1: boundary", "b2: missing (a)"]);
  });

  it("is not an actor inside a long quote and that quote", () => {
    const given = work(mark("a", "a1", "QUOTE", 0, 100), mark("b", "b1", "ACTOR", 40, 52));
    expect(said(alignWork(given))).toEqual(["a1: missing (b)", "b1: missing (a)"]);
  });

  it("keeps marks of one set on the same words apart", () => {
    const given = work(
      mark("a", "a1", "EVENT", 0, 5),
      mark("a", "a2", "EVENT", 0, 5),
      mark("b", "b1", "EVENT", 0, 5),
      mark("b", "b2", "EVENT", 0, 5),
      mark("c", "c1", "EVENT", 0, 5),
    );
    expect(said(alignWork(given)).map((one) => one.split(": ")[1])).toEqual(["agreed", "missing (c)"]);
  });

  it("tells marks on the same words apart by their attributes", () => {
    const given = work(
      mark("a", "a1", "EVENT", 0, 5, { certainty: "SURE" }),
      mark("a", "a2", "EVENT", 0, 5, { certainty: "MAYBE" }),
      mark("b", "b1", "EVENT", 0, 5, { certainty: "MAYBE" }),
      mark("b", "b2", "EVENT", 0, 5, { certainty: "SURE" }),
    );
    expect(said(alignWork(given))).toEqual(["a1+b2: agreed", "a2+b1: agreed"]);
  });

  it("tells marks that are alike apart by the relations that hang on them", () => {
    const given = work(
      mark("a", "a1", "EVENT", 0, 5),
      mark("a", "a2", "EVENT", 0, 5),
      mark("a", "a3", "ACTOR", 8, 9),
      link("a", "a4", "AGENT", "a2", "a3"),
      mark("b", "b1", "EVENT", 0, 5),
      mark("b", "b2", "EVENT", 0, 5),
      mark("b", "b3", "ACTOR", 8, 9),
      link("b", "b4", "AGENT", "b1", "b3"),
    );
    expect(said(alignWork(given)).filter((one) => !one.endsWith("agreed"))).toEqual([]);
  });

  it("is a relation between the same things, though their boundaries are in dispute", () => {
    const given = work(
      mark("a", "a1", "EVENT", 0, 5),
      mark("a", "a2", "ACTOR", 8, 12),
      link("a", "a3", "AGENT", "a1", "a2"),
      mark("b", "b1", "EVENT", 0, 7),
      mark("b", "b2", "ACTOR", 8, 12),
      link("b", "b3", "AGENT", "b1", "b2"),
    );
    expect(said(alignWork(given))).toEqual(["a1+b1: boundary", "a2+b2: agreed", "a3+b3: agreed"]);
  });

  it("is a relation of one type from the same mark, to another one", () => {
    const ends = (set: string) => [
      mark(set, `${set}1`, "QUOTE", 0, 5),
      mark(set, `${set}2`, "ACTOR", 8, 12),
      mark(set, `${set}3`, "ACTOR", 14, 18),
    ];
    const given = work(
      ...ends("a"),
      link("a", "a4", "SOURCE", "a1", "a2"),
      ...ends("b"),
      link("b", "b4", "SOURCE", "b1", "b3"),
    );
    expect(said(alignWork(given)).at(-1)).toBe("a4+b4: relation");
  });

  it("is an undirected relation drawn the other way round", () => {
    const given = work(
      mark("a", "a1", "ACTOR", 0, 5),
      mark("a", "a2", "ACTOR", 8, 12),
      link("a", "a3", "COREF", "a1", "a2"),
      mark("b", "b1", "ACTOR", 0, 5),
      mark("b", "b2", "ACTOR", 8, 12),
      link("b", "b3", "COREF", "b2", "b1"),
    );
    expect(said(alignWork(given, { isDirected: () => false })).at(-1)).toBe("a3+b3: agreed");
    expect(said(alignWork(given)).at(-1)).toBe("a3+b3: relation");
  });

  it("is a mention of what two sets call by two ids", () => {
    const given = work(
      mark("a", "a1", "ACTOR", 0, 5, {}, "lysa of a"),
      mark("b", "b1", "ACTOR", 0, 5, {}, "lysa of b"),
      mark("a", "a2", "ACTOR", 8, 9, {}, "lysa of a"),
      mark("b", "b2", "ACTOR", 8, 9, {}, "oran"),
    );
    const entityKey = (id: string) => id.slice(0, 4);
    expect(said(alignWork(given, { entityKey }))).toEqual(["a1+b1: agreed", "a2+b2: entity"]);
  });

  it("is the same assertion about the document, with another value", () => {
    const given = work(
      about("a", "a1", "TOPIC", { topic: "war" }),
      about("b", "b1", "TOPIC", { topic: "trade" }),
    );
    const [item] = alignWork(given);
    expect(item).toMatchObject({ differences: ["attribute"], attributes: ["topic"] });
  });

  it("counts a set that has marked nothing", () => {
    const given = [...work(mark("a", "a1", "ACTOR", 0, 5)), { set: "b", annotations: [] }];
    expect(said(alignWork(given))).toEqual(["a1: missing (b)"]);
  });
});

describe("a long document", () => {
  const WAIT_MAX_MS = 30_000;

  it("grows with what is in it, not with its square", () => {
    const of = (set: string, shift: number) =>
      Array.from({ length: 10_000 }, (_, at) =>
        mark(
          set,
          `${set}${at}`,
          at % 3 ? "ACTOR" : "EVENT",
          at * 10,
          at * 10 + 8 + (at % 7 === shift ? 4 : 0),
        ),
      );
    const given = work(...of("a", 1), ...of("b", 2), mark("a", "all", "QUOTE", 0, 100_000));
    const took = processorMs(() => expect(alignWork(given)).toHaveLength(10_001));
    expect(took).toBeLessThan(WAIT_MAX_MS);
  });

  it("with hundreds of marks on the same words is still put into items", () => {
    const of = (set: string) =>
      Array.from({ length: 300 }, (_, at) =>
        mark(set, `${set}${at}`, "ACTOR", at % 40, 50 + (at % (set === "a" ? 7 : 11))),
      );
    const given = work(...of("a"), ...of("b"));
    const took = processorMs(() =>
      expect(alignWork(given).flatMap(({ versions }) => versions)).toHaveLength(600),
    );
    expect(took).toBeLessThan(WAIT_MAX_MS);
  });
});
