import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processorMs } from "@/lib/test/processor-ms";
import { OffsetMap, sliceCodePoints } from "../text/offsets";
import { Anchoring, type ApproximateSearch } from "./anchoring";

/** Sellers (1980): the distance to the pattern of the best stretch that ends at each place. Slow and obvious. */
const sellers: ApproximateSearch = (text, pattern, errorsMax) => {
  let column = Array.from({ length: pattern.length + 1 }, (_, n) => ({ errors: n, start: 0 }));
  const found: { start: number; end: number; errors: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const next = [{ errors: 0, start: at + 1 }];
    for (let n = 1; n <= pattern.length; n++) {
      const [diagonal, left, up] = [column[n - 1], column[n], next[n - 1]];
      if (!diagonal || !left || !up) throw new Error("outside the table");
      const step = Number(pattern[n - 1] !== text[at]);
      const options = [
        { errors: diagonal.errors + step, start: n === 1 ? at : diagonal.start },
        { errors: left.errors + 1, start: left.start },
        { errors: up.errors + 1, start: up.start },
      ];
      next.push(options.reduce((best, one) => (one.errors < best.errors ? one : best)));
    }
    column = next;
    const last = column[pattern.length];
    if (last && last.errors <= errorsMax) found.push({ start: last.start, end: at + 1, errors: last.errors });
  }
  return found;
};

const at = (text: string, words: string, nth = 0) => {
  let start = -1;
  for (let n = 0; n <= nth; n++) start = text.indexOf(words, start + 1);
  const before = [...text.slice(0, start)].length;
  return { start: before, end: before + [...words].length };
};
const place = (before: string, after: string, ...spans: { start: number; end: number }[]) =>
  new Anchoring(before, after, sellers).place(spans);
const quotes = (anchored: ReturnType<Anchoring["place"]>) =>
  anchored.kind === "lost" ? [] : anchored.spans.map(({ quote }) => quote);

const article =
  "LYSA — Mira Oran said on Monday that the talks would go on.\n\n" +
  "“We have agreed on nothing yet,” she said, “and on nothing we will.” The envoy left early.\n\n" +
  "Two ministers 🕊️ of the coast met in the old harbour house to sign the water treaty.\n";

describe("a span in a corrected text", () => {
  it("stays where it was when a paragraph is inserted above it, in code points", () => {
    const after = `Correction 🕊️: the date was wrong.\n\n${article}`;
    const result = place(article, after, at(article, "Two ministers 🕊️ of the coast"));
    expect(result).toMatchObject({ kind: "kept", spans: [at(after, "Two ministers 🕊️ of the coast")] });
    expect(quotes(result)).toEqual(["Two ministers 🕊️ of the coast"]);
  });

  it("goes along when its paragraph moves", () => {
    const [first, second, third] = article.split("\n\n");
    const after = `${[third?.trimEnd(), first, second].join("\n\n")}\n`;
    expect(place(article, after, at(article, "water treaty"))).toMatchObject({
      kind: "moved",
      spans: [at(after, "water treaty")],
    });
  });

  it("is offered for review when its own words were corrected", () => {
    const after = article.replace("old harbour house", "old harbor house");
    const result = place(article, after, at(article, "old harbour house"));
    expect(result).toMatchObject({
      kind: "unsure",
      reason: "changed",
      spans: [at(after, "old harbor house")],
    });
    expect(result.kind === "unsure" && result.score).toBeCloseTo(1 - 1 / 17);
  });

  it("is lost when its sentence is gone and nothing is like it", () => {
    const after = article.replace(" The envoy left early.", "");
    expect(place(article, after, at(article, "The envoy left early"))).toEqual({ kind: "lost" });
  });

  it("is not put on its twin when one of two equal sentences is taken out", () => {
    const twins = "Oran said no. Oran said no. Nobody else in the room spoke that day.";
    const after = "Oran said no. Nobody else in the room spoke that day.";
    for (const nth of [0, 1])
      expect(place(twins, after, at(twins, "Oran", nth))).toMatchObject({
        kind: "unsure",
        reason: "ambiguous",
      });
  });

  it("is not put on one of two twins when its sentence is doubled", () => {
    const before = "At dawn Oran said no to all. Nobody else in the room spoke that day.";
    const after =
      "At dawn Oran said no to all. At dawn Oran said no to all. Nobody else in the room spoke that day.";
    expect(place(before, after, at(before, "Oran"))).toMatchObject({ kind: "unsure", reason: "ambiguous" });
  });

  it("keeps twins apart that are both still there", () => {
    const para = "The ministry of waters did not comment.\n";
    const before = `${para}One thing happened in the north.\n${para}Another thing in the far south.\n${para}`;
    const after = before.replace("Another", "Yet another");
    for (const nth of [0, 1, 2])
      expect(place(before, after, at(before, "ministry of waters", nth))).toMatchObject({
        kind: "kept",
        spans: [at(after, "ministry of waters", nth)],
      });
  });

  it("is kept between corrections on both sides of it, and asked about where all around it is new", () => {
    const before = "After a long night in the harbor Presidnt Oran sayd that nothing had been signed at all.";
    const after = before.replace("Presidnt", "President").replace("sayd", "said");
    expect(place(before, after, at(before, "Oran"))).toMatchObject({
      kind: "kept",
      spans: [at(after, "Oran")],
    });
    const reworded = before.replace("Presidnt Oran sayd", "the head of state, Oran, declared");
    expect(place(before, reworded, at(before, "Oran"))).toMatchObject({
      kind: "unsure",
      reason: "changed",
      spans: [at(reworded, "Oran")],
      score: 1,
    });
  });

  it("keeps its fragments in their order, or asks", () => {
    const fragments = [at(article, "We have agreed on nothing yet"), at(article, "and on nothing we will")];
    const shorter = article.replace(" she said,", " she said softly,");
    expect(quotes(place(article, shorter, ...fragments))).toEqual([
      "We have agreed on nothing yet",
      "and on nothing we will",
    ]);
    const swapped =
      "Mira Oran said on Monday that the talks would go on. " +
      "“and on nothing we will.” The envoy left early.\n\n“We have agreed on nothing yet,” she said, ";
    expect(place(article, swapped, ...fragments).kind).toBe("unsure");
  });
});

// Ground truth: a text as pieces that edits move about; every piece remembers which one it was.
type Piece = { readonly words: string; readonly origin: number };
const sentence = fc
  .tuple(fc.constantFrom("Oran", "Mira", "The envoy", "🕊️ Nobody", "漢字"), fc.nat({ max: 400 }), fc.boolean())
  .map(([who, n, isPlain]) => (isPlain ? `${who} said no. ` : `${who} signed paper ${n} in Lysa.\n`));
const edit = fc.oneof(
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), words: fc.nat({ max: 9_999 }) }),
  fc.record({ kind: fc.constant("replace" as const), at: fc.nat(), words: fc.nat({ max: 9_999 }) }),
  fc.record({ kind: fc.constant("move" as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant("twin" as const), at: fc.nat(), to: fc.nat() }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(pieces: readonly Piece[], edits: readonly Edit[]): Piece[] {
  const now = [...pieces];
  for (const one of edits) {
    const place = one.at % Math.max(1, now.length);
    const piece = now[place];
    if (!piece) continue;
    if (one.kind === "delete") now.splice(place, 1);
    else if (one.kind === "insert")
      now.splice(place, 0, { words: `Fresh news item ${one.words}. `, origin: -1 });
    else if (one.kind === "replace") now[place] = { words: `Reworded claim ${one.words}. `, origin: -1 };
    else if (one.kind === "twin") now.splice(one.to % now.length, 0, { ...piece, origin: -1 });
    else now.splice(one.to % now.length, 0, ...now.splice(place, 1));
  }
  return now;
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ words }) => words).join("");
const startOf = (pieces: readonly Piece[], index: number): number =>
  [...textOf(pieces.slice(0, index))].length;

// What stands before a piece, from its end backwards, and after it, each with the end of the text.
const ending = (pieces: readonly Piece[], index: number) =>
  ["^", ...textOf(pieces.slice(0, index))].reverse();
const beginning = (pieces: readonly Piece[], index: number) => [...textOf(pieces.slice(index + 1)), "$"];
function common(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((char, n) => char !== b[n]);
  return differs < 0 ? Number.POSITIVE_INFINITY : differs;
}

const cases = fc.tuple(fc.array(sentence, { minLength: 1, maxLength: 20 }), fc.array(edit, { maxLength: 5 }));

describe("after any edits", () => {
  it("a span that is placed without asking has its own words", () => {
    fc.assert(
      fc.property(cases, ([sentences, edits]) => {
        const pieces = sentences.map((words, origin) => ({ words, origin }));
        const [before, after] = [textOf(pieces), textOf(edited(pieces, edits))];
        const anchoring = new Anchoring(before, after, sellers);
        const [old, now] = [new OffsetMap(before), new OffsetMap(after)];
        for (const index of pieces.keys()) {
          const start = startOf(pieces, index);
          const span = { start, end: start + 4 };
          const result = anchoring.place([span]);
          if (result.kind === "lost") continue;
          for (const { start, end, quote } of result.spans)
            expect(sliceCodePoints(after, now, start, end)).toBe(quote);
          if (result.kind !== "unsure")
            expect(quotes(result)).toEqual([sliceCodePoints(before, old, span.start, span.end)]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("no sentence is put on one of several twins without asking, unless its surroundings say which", () => {
    fc.assert(
      fc.property(cases, ([sentences, edits]) => {
        const pieces = sentences.map((words, origin) => ({ words, origin }));
        const then = edited(pieces, edits);
        const anchoring = new Anchoring(textOf(pieces), textOf(then), sellers);
        for (const [index, { words }] of pieces.entries()) {
          // Equal sentences that changed places are told by nobody apart; one that is alone is.
          if (pieces.filter((piece) => piece.words === words).length > 1) continue;
          const start = startOf(pieces, index);
          const result = anchoring.place([{ start, end: start + [...words.trim()].length }]);
          if (result.kind !== "kept" && result.kind !== "moved") continue;
          const chosen = then.findIndex((_, n) => startOf(then, n) === result.spans[0]?.start);
          const likeness = (n: number) =>
            [
              common(ending(pieces, index), ending(then, n)),
              common(beginning(pieces, index), beginning(then, n)),
            ] as const;
          const places = then.flatMap((piece, n) => (piece.words === words ? [n] : []));
          expect(places).toContain(chosen);
          // No twin has surroundings that are as much like the old ones on both sides.
          const [left, right] = likeness(chosen);
          const rivals = places.filter(
            (n) => n !== chosen && likeness(n)[0] >= left && likeness(n)[1] >= right,
          );
          expect(rivals).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("a span in the middle of untouched text that is there once is always placed, and in the right place", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 9_999 }), { minLength: 4, maxLength: 20 }),
        fc.array(edit, { maxLength: 4 }),
        (numbers, edits) => {
          const pieces = numbers.map((n, origin) => ({
            words: `In year ${n} a treaty ${n * 7} was signed. `,
            origin,
          }));
          const then = edited(
            pieces,
            edits.filter(({ kind }) => kind !== "twin"),
          );
          const anchoring = new Anchoring(textOf(pieces), textOf(then), sellers);
          for (const [index, piece] of then.entries()) {
            if (piece.origin < 0) continue;
            const inside = `a treaty ${Number(numbers[piece.origin]) * 7}`;
            const offset = piece.words.indexOf(inside);
            const start = startOf(pieces, piece.origin) + offset;
            const result = anchoring.place([{ start, end: start + inside.length }]);
            expect(["kept", "moved"]).toContain(result.kind);
            expect(result.kind !== "lost" && result.spans[0]?.start).toBe(startOf(then, index) + offset);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a large document", () => {
  it("of a megabyte with 20,000 annotations takes a time in which nobody leaves", () => {
    const words = Array.from({ length: 170_000 }, (_, n) => `w${(n * 7919) % 9973}`);
    const before = words.map((one, n) => (n % 50 === 49 ? `${one}.\n` : one)).join(" ");
    const after = before.replace(/w1(\d)3\b/g, "W1$13").replace(/\n(w\d+ w\d+)/g, "\n$1 indeed");
    let sure = 0;
    const took = processorMs(() => {
      const anchoring = new Anchoring(before, after, () => []);
      for (let n = 0; n < 20_000; n++) {
        const start = n * 48;
        if (anchoring.place([{ start, end: start + 12 }]).kind === "kept") sure++;
      }
    });
    expect(sure).toBeGreaterThan(18_000);
    expect(took).toBeLessThan(20_000);
  });
});
