import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultScheme } from "../scheme/default-scheme";
import type { Scheme } from "../scheme/scheme";
import { OffsetMap } from "../text/offsets";
import type { StoredAnnotation } from "./annotation";
import { applySteps, type Step, type StepContext } from "./apply-steps";

const text = "Minister Oran met the 𝔘nion in Lysa 👩‍👩‍👧 today.";
const base: StepContext = {
  scheme: defaultScheme,
  text,
  map: new OffsetMap(text),
  documentId: "document",
  setId: "mine",
  entities: new Map([
    ["oran", { kind: "actor" }],
    ["lysa", { kind: "place" }],
  ]),
  userId: "ana",
  now: "2026-01-01T00:00:00.000Z",
};

/** Mostly what a careful person sends, so that much of it is done, and some of everything else. */
const mostly = <T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
const markId = fc.constantFrom("m1", "m2", "m3", "m4");
const id = mostly(markId, fc.constantFrom("r1", "r2", "r3", "nobody"));
const relationId = mostly(fc.constantFrom("r1", "r2", "r3"), markId);
/** How far off the revision is that a step names; see `aimed`. */
const revision = mostly(fc.constant(0), fc.integer({ min: -2, max: 2 }));
const tag = mostly(fc.constantFrom("ACTOR", "EVENT", "QUOTE", "PLACE"), fc.constantFrom("NOBODY", "COREF"));
const type = mostly(
  fc.constantFrom("AGENT", "COREF", "PARENT", "SOURCE"),
  fc.constantFrom("NOTHING", "ACTOR"),
);
const good = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 8 }));
const span = mostly(good, fc.tuple(fc.nat(60), fc.integer({ min: -1, max: 9 }))).map(([start, size]) => ({
  start,
  end: start + size,
}));
const spans = mostly(fc.array(span, { minLength: 1, maxLength: 3 }), fc.constant([]));
const entityId = mostly(fc.constantFrom(undefined, null), fc.constantFrom("oran", "lysa", "nobody"));
const attributes = mostly(
  fc.constantFrom(undefined, {}, { certainty: "SURE" }),
  fc.constantFrom({ certainty: "MAYBE" }, { entity_type: "PER" }),
);
const note = fc.constantFrom(undefined, "", "a note");
const made = { op: fc.constant("create" as const) };
const moved = { op: fc.constantFrom("delete" as const, "restore" as const), revision };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ ...made, id, kind: fc.constant("span" as const), tag, spans, entityId, attributes, note }),
  fc.record({
    ...made,
    id: relationId,
    kind: fc.constant("relation" as const),
    tag: type,
    fromId: id,
    toId: id,
  }),
  fc.record({
    op: fc.constant("update" as const),
    id,
    revision,
    set: fc.record({ tag, spans, entityId, attributes, note }, { requiredKeys: [] }),
  }),
  fc.record({
    op: fc.constant("update" as const),
    id: relationId,
    revision,
    set: fc.record({ tag: type, fromId: id, toId: id, note }, { requiredKeys: [] }),
  }),
  fc.record({ ...moved, id }),
  fc.record({ ...moved, id: relationId }),
);

type Rows = Map<string, StoredAnnotation>;
const aimed = (rows: Rows, steps: readonly Step[]): Step[] =>
  steps.map((one) =>
    one.op === "create" ? one : { ...one, revision: (rows.get(one.id)?.revision ?? 1) + one.revision },
  );
const run = (rows: ReadonlyMap<string, StoredAnnotation>, steps: readonly Step[], context = base) => {
  const applied = applySteps(rows, steps, context);
  const next: Rows = new Map(rows);
  if (applied.ok) for (const { after } of applied.changes) next.set(after.id, after);
  return { applied, next };
};
const ok = (rows: Rows, ...steps: Step[]): Rows => {
  const { applied, next } = run(rows, steps);
  expect(applied).toMatchObject({ ok: true });
  return next;
};
const refusal = (rows: Rows, ...steps: Step[]) => {
  const { applied } = run(rows, steps);
  return applied.ok ? "done" : applied.code;
};

const mark = (one: string, key: string, start = 0, end = 8): Step => ({
  op: "create",
  id: one,
  kind: "span",
  tag: key,
  spans: [{ start, end }],
});
const link = (one: string, key: string, fromId: string, toId: string): Step => ({
  op: "create",
  id: one,
  kind: "relation",
  tag: key,
  fromId,
  toId,
});

/** Two people, what they do and what they say: somewhere to begin. */
const begun = (): Rows =>
  ok(
    new Map(),
    mark("m1", "ACTOR"),
    mark("m2", "EVENT", 14, 17),
    mark("m3", "QUOTE", 20, 30),
    mark("m4", "QUOTE", 22, 28),
    link("r1", "AGENT", "m2", "m1"),
    link("r2", "PARENT", "m4", "m3"),
  );

/** What is true of every set of annotations, said in the slowest way. */
function wrongIn(rows: Rows, scheme: Scheme): string[] {
  const wrong: string[] = [];
  const points = [...text];
  for (const row of rows.values()) {
    if (row.setId !== base.setId || row.documentId !== base.documentId) wrong.push(`${row.id} strayed`);
    if (row.kind === "span") {
      if (row.spans.length === 0) wrong.push(`${row.id} marks nothing`);
      let last = -1;
      for (const { start, end, quote } of row.spans) {
        if (start <= last || end <= start || end > points.length) wrong.push(`${row.id} lies wrong`);
        if (points.slice(start, end).join("") !== quote) wrong.push(`${row.id} says ${quote}`);
        last = end;
      }
      const known = scheme.tags.find(({ key }) => key === row.tag);
      if (known?.appliesTo !== "span") wrong.push(`${row.id} is a ${row.tag}`);
      if (row.entityId !== null && base.entities.get(row.entityId)?.kind !== known?.entityKind)
        wrong.push(`${row.id} stands for ${row.entityId}`);
      for (const key of Object.keys(row.attributes))
        if (!known?.attributes.some((attribute) => attribute.key === key)) wrong.push(`${row.id} has ${key}`);
    }
    if (row.kind === "relation" && row.deletedAt === null) {
      const [from, to] = [rows.get(row.fromId), rows.get(row.toId)];
      if (!from || !to || from === to || from.deletedAt !== null || to.deletedAt !== null)
        wrong.push(`${row.id} hangs in the air`);
      const relation = scheme.relationTypes.find(({ key }) => key === row.tag);
      const fits = (a = "", b = "") => relation?.from.includes(a) && relation.to.includes(b);
      if (!fits(from?.tag, to?.tag) && (relation?.isDirected !== false || !fits(to?.tag, from?.tag)))
        wrong.push(`${row.id} joins ${from?.tag} to ${to?.tag}`);
      const twins = [...rows.values()].filter(
        (other) =>
          other.kind === "relation" &&
          !other.deletedAt &&
          other.tag === row.tag &&
          other.fromId === row.fromId,
      );
      if (relation?.many === false && twins.length > 1) wrong.push(`${row.id} is one too many`);
    }
  }
  return wrong;
}

describe("steps", () => {
  it("leave every annotation whole, whatever they are", () => {
    let done = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 25, size: "max" }),
        (batches) => {
          let rows = begun();
          for (const steps of batches) {
            const { applied, next } = run(rows, aimed(rows, steps));
            if (applied.ok && applied.changes.length > 0) done++;
            rows = next;
            expect(wrongIn(rows, base.scheme)).toEqual([]);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    // A generator whose steps were all refused would prove nothing.
    expect(done).toBeGreaterThan(1_000);
  });

  it("are applied all or not at all, and what is given is not changed", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 15, size: "max" }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        (before, steps) => {
          let rows = begun();
          for (const one of before) rows = run(rows, aimed(rows, [one])).next;
          const copy = structuredClone(rows);
          const { applied } = run(rows, steps);
          expect(rows).toEqual(copy);
          // A refused batch is refused at the step which alone, after those before it, is refused.
          let one: Rows = rows;
          for (const [at, single] of steps.entries()) {
            const { applied: alone, next } = run(one, [single]);
            if (!alone.ok) {
              expect(applied).toEqual({ ...alone, step: at });
              return;
            }
            one = next;
          }
          expect(applied.ok && applied.results).toEqual(steps.map(({ id: named }) => one.get(named)));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("raise a row's revision by one for each change and by nothing else", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30, size: "max" }), (steps) => {
        let rows = begun();
        for (const one of steps) {
          const { applied, next } = run(rows, aimed(rows, [one]));
          if (applied.ok)
            for (const { before, after } of applied.changes) {
              expect(after.revision).toBe((before?.revision ?? 0) + 1);
              expect(before).toEqual(rows.get(after.id) ?? null);
            }
          rows = next;
        }
      }),
    );
  });

  it("sent again change nothing: creates, removals and restorations", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20, size: "max" }), step, (before, given) => {
        if (given.op === "update") return;
        let rows = begun();
        for (const one of before) rows = run(rows, aimed(rows, [one])).next;
        const [last = given] = aimed(rows, [given]);
        const { applied, next } = run(rows, [last]);
        if (applied.ok) expect(run(next, [last]).applied).toMatchObject({ ok: true, changes: [] });
      }),
    );
  });

  it("see only rows of their own: those that the steps name, their ends, and what hangs on these", () => {
    // The server fetches just these; given all, the outcome has to be the same.
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25, size: "max" }),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        (before, given) => {
          let rows = begun();
          for (const one of before) rows = run(rows, aimed(rows, [one])).next;
          const steps = aimed(rows, given);
          expect(run(related(rows, steps), steps).applied).toEqual(run(rows, steps).applied);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

/** The contract of `rows`, word by word. */
function related(rows: Rows, steps: readonly Step[]): Rows {
  const named = new Set<string>();
  for (const one of steps) {
    const ends = one.op === "create" ? one : one.op === "update" ? one.set : {};
    for (const each of [one.id, ends.fromId, ends.toId]) if (each) named.add(each);
  }
  const endsOf = (one: string) => {
    const row = rows.get(one);
    return row?.kind === "relation" ? [row.fromId, row.toId] : [];
  };
  for (const one of [...named]) for (const end of endsOf(one)) named.add(end);
  const hanging = [...rows.values()].filter(
    (row) => row.kind === "relation" && (named.has(row.fromId) || named.has(row.toId)),
  );
  const wanted = new Set([
    ...named,
    ...hanging.map((row) => row.id),
    ...hanging.flatMap((row) => endsOf(row.id)),
  ]);
  return new Map([...rows].filter(([one]) => wanted.has(one)));
}

/** The default scheme after a lead has retired a tag or a relation type. */
const retiring = (key: string): Scheme => ({
  tags: defaultScheme.tags.map((one) => (one.key === key ? { ...one, retired: true } : one)),
  relationTypes: defaultScheme.relationTypes.map((one) =>
    one.key === key ? { ...one, retired: true } : one,
  ),
});

describe("what has been retired", () => {
  const rows = ok(
    new Map(),
    mark("m1", "QUOTE"),
    mark("m2", "ACTOR", 9, 13),
    link("r1", "SOURCE", "m1", "m2"),
  );

  it("is refused for new work", () => {
    const context = { ...base, scheme: retiring("QUOTE") };
    expect(run(rows, [mark("m3", "QUOTE")], context).applied).toMatchObject({ code: "invalid_input" });
    const links = { ...base, scheme: retiring("SOURCE") };
    expect(run(rows, [link("r2", "SOURCE", "m1", "m2")], links).applied).toMatchObject({
      code: "invalid_input",
    });
  });

  it("stays where it is: it can be edited, removed and restored", () => {
    for (const scheme of [retiring("QUOTE"), retiring("SOURCE")]) {
      const steps: Step[] = [
        { op: "update", id: "m1", revision: 1, set: { note: "still" } },
        { op: "update", id: "r1", revision: 1, set: { note: "still" } },
        { op: "delete", id: "m1", revision: 2 },
        { op: "restore", id: "m1", revision: 3 },
        { op: "restore", id: "r1", revision: 3 },
      ];
      expect(run(rows, steps, { ...base, scheme }).applied).toMatchObject({ ok: true });
    }
  });
});

describe("an entity that a mention stands for", () => {
  /** A scheme with two tags for people, as a lead may have made it. */
  const scheme: Scheme = {
    ...defaultScheme,
    tags: defaultScheme.tags.flatMap((one) =>
      one.key === "ACTOR" ? [one, { ...one, key: "SPEAKER", hotkey: "z" }] : [one],
    ),
  };
  const { applied, next: rows } = run(new Map(), [{ ...mark("m1", "ACTOR"), entityId: "oran" } as Step], {
    ...base,
    scheme,
  });
  const gone = { ...base, scheme, entities: new Map() };
  const edit = (set: object): Step => ({ op: "update", id: "m1", revision: 1, set });

  it("and has been removed since keeps its mention from nothing but from being chosen again", () => {
    expect(applied).toMatchObject({ ok: true });
    for (const set of [{ note: "x" }, { spans: [{ start: 0, end: 13 }] }, { entityId: "oran", note: "x" }])
      expect(run(rows, [edit(set)], gone).next.get("m1")).toMatchObject({ entityId: "oran", revision: 2 });
    const without = run(rows, [edit({ entityId: null })], gone).next;
    const again: Step = { op: "update", id: "m1", revision: 2, set: { entityId: "oran" } };
    expect(run(without, [again], gone).applied).toMatchObject({ code: "not_found", field: "entityId" });
  });

  it("stays under another tag of its kind, and goes under a tag of another kind", () => {
    const under = (tag: string) => run(rows, [edit({ tag })], gone).next.get("m1");
    expect(under("SPEAKER")).toMatchObject({ tag: "SPEAKER", entityId: "oran" });
    expect(under("EVENT")).toMatchObject({ tag: "EVENT", entityId: null });
    expect(run(rows, [edit({ tag: "EVENT", entityId: "oran" })], { ...base, scheme }).applied).toMatchObject({
      code: "invalid_input",
      field: "entityId",
    });
  });
});

describe("a refusal", () => {
  const rows = ok(new Map(), mark("m1", "QUOTE"));

  it("names the step, the field and why", () => {
    const { applied } = run(rows, [mark("m2", "ACTOR"), mark("m3", "ACTOR", 0, 999)]);
    expect(applied).toMatchObject({ ok: false, step: 1, field: "spans.0.end", code: "invalid_input" });
  });

  it("of a stale edit brings the row as it is", () => {
    const { applied } = run(rows, [{ op: "update", id: "m1", revision: 7, set: { note: "x" } }]);
    expect(applied).toMatchObject({ code: "stale_revision", current: rows.get("m1") });
  });

  it("of somebody else's row comes before any word about its revision", () => {
    const theirs: Rows = new Map([...rows].map(([key, row]) => [key, { ...row, setId: "theirs" }]));
    expect(refusal(theirs, { op: "update", id: "m1", revision: 7, set: {} })).toBe("forbidden");
    expect(refusal(theirs, { op: "delete", id: "m1", revision: 7 })).toBe("forbidden");
    expect(refusal(theirs, mark("m1", "ACTOR"))).toBe("conflict");
  });
});
