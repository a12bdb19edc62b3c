import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodedDocument } from "./coding";
import type { Outcome } from "./outcome";
import { seededRandom } from "./random";
import { alexPaulSuzan, documentOfTriples, type Triple } from "./triples.cases";
import { unitizingAlpha } from "./unitizing-alpha";
import { sumUnitizingStatistics, unitizingStatistics } from "./unitizing-statistics";

const documentOf = (length: number, coders: readonly (readonly Triple[])[], id = "d") =>
  documentOfTriples(id, length, coders);
const alphaOf = (documents: readonly CodedDocument[], values: readonly string[]) =>
  unitizingAlpha(
    sumUnitizingStatistics(
      values,
      documents.map((document) => unitizingStatistics(document, { values })),
    ),
  );
const numberOf = (outcome: Outcome): number =>
  outcome.state === "value" ? outcome.value : expect.fail(`undefined: ${outcome.reason}`);

describe("the published example", () => {
  const { length: sixty, coders: three, categories: seven } = alexPaulSuzan;
  const result = alphaOf([documentOf(sixty, three)], seven);

  it("gives ᵤα = 0.510, |ᵤα = 0.413 and cᵤα = 0.724 (Krippendorff 2019, section 12.6.3 to 12.6.5)", () => {
    expect(numberOf(result.alpha)).toBeCloseTo(0.51, 3);
    expect(numberOf(result.marked)).toBeCloseTo(0.413, 3);
    expect(numberOf(result.coding)).toBeCloseTo(0.724, 3);
  });

  it("gives (k)ᵤα = 1, 0, 0, 0, 1, 1 and none for 7, with 5 covered by 44 % (section 12.6.6)", () => {
    const byValue = result.byValue.map(({ alpha }) => (alpha.state === "value" ? alpha.value : alpha.reason));
    for (const [at, expected] of [1, 0, 0, 0, 1, 1].entries()) expect(byValue[at]).toBeCloseTo(expected, 10);
    expect(byValue[6]).toBe("no_matches");
    expect(result.byValue[4]?.coverage).toBeCloseTo(0.444, 3);
    expect(result.byValue[6]?.coverage).toBe(0);
  });

  it("gives 0.56 for three coders of one key phrase tag (a public implementation's number, no paper's)", () => {
    const phrases = documentOf(56, [
      [
        ["k", 3, 15],
        ["k", 22, 53],
      ],
      [
        ["k", 3, 10],
        ["k", 22, 53],
      ],
      [["k", 22, 46]],
    ]);
    const { alpha, marked, coding } = alphaOf([phrases], ["k"]);
    expect(numberOf(alpha)).toBeCloseTo(0.5645, 3);
    expect(numberOf(marked)).toBe(numberOf(alpha));
    expect(coding).toEqual({ state: "undefined", reason: "one_category" });
  });
});

/** Disjoint marks of one coder, as gaps and lengths. */
const coder = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom("A", "B", "C")),
    {
      maxLength: 4,
    },
  )
  .map((parts) => {
    let at = 0;
    return parts.map(([gap, length, tag]): Triple => {
      const start = at + gap;
      at = start + length;
      return [tag, start, at];
    });
  });
const length = 44;
const values = ["A", "B", "C"];
const corpus = fc.array(fc.array(coder, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 3 });

/** All characters of all coders, each with the value and the unit it belongs to, and how much it can be paired. */
function charactersOf(documents: readonly (readonly (readonly Triple[])[])[]) {
  return documents.flatMap((coders, document) =>
    coders.flatMap((marks, at) =>
      Array.from({ length }, (_, position) => {
        const unit = marks.findIndex(([, start, end]) => start <= position && position < end);
        const valuedByCount = coders.filter(
          (others, other) =>
            other !== at && others.some(([, start, end]) => start <= position && position < end),
        ).length;
        return {
          place: `${document}/${position}`,
          coder: `${document}/${at}`,
          value: unit < 0 ? "φ" : (marks[unit]?.[0] ?? ""),
          unit: unit < 0 ? `${document}/${at}/gap/${position}` : `${document}/${at}/${unit}`,
          others: coders.length - 1,
          valuedByCount,
        };
      }),
    ),
  );
}
type Character = ReturnType<typeof charactersOf>[number];

/** 1 − Do ⁄ De by going through every pair of characters. */
function slowAlpha(characters: readonly Character[], differs: (a: Character, b: Character) => boolean) {
  let [observed, observedAll, expected, expectedAll] = [0, 0, 0, 0];
  for (const a of characters) {
    for (const b of characters) {
      const apart = differs(a, b) ? 1 : 0;
      if (a.place === b.place && a.coder !== b.coder) {
        observed += apart / a.others;
        observedAll += 1 / a.others;
      }
      if (a.unit !== b.unit) {
        expected += apart;
        expectedAll += 1;
      }
    }
  }
  return expected > 0 ? 1 - observed / observedAll / (expected / expectedAll) : null;
}

/** The same for cᵤα: a character weighs as much as others valued it. */
function slowCodingAlpha(all: readonly Character[]) {
  let [observed, observedAll, expected, expectedAll] = [0, 0, 0, 0];
  const characters = all.filter(({ value }) => value !== "φ");
  for (const a of characters) {
    for (const b of characters) {
      const apart = a.value !== b.value ? 1 : 0;
      if (a.place === b.place && a.coder !== b.coder) {
        observed += apart / a.others;
        observedAll += 1 / a.others;
      }
      const weight = (one: Character) => one.valuedByCount / one.others;
      const pairs = a.unit === b.unit ? 0 : weight(a) * weight(b);
      expected += pairs * apart;
      expectedAll += pairs;
    }
  }
  return expected > 0 ? 1 - observed / observedAll / (expected / expectedAll) : null;
}

describe("the α family for unitizing", () => {
  const agrees = (outcome: Outcome, slow: number | null) => {
    if (slow === null) expect(outcome.state).toBe("undefined");
    else expect(numberOf(outcome)).toBeCloseTo(slow, 8);
  };

  it("is what all pairs of characters give, over corpora of several documents", () => {
    fc.assert(
      fc.property(corpus, (documents) => {
        const result = alphaOf(
          documents.map((coders, at) => documentOf(length, coders, `d${at}`)),
          values,
        );
        const characters = charactersOf(documents);
        agrees(
          result.alpha,
          slowAlpha(characters, (a, b) => a.value !== b.value),
        );
        agrees(
          result.marked,
          slowAlpha(characters, (a, b) => (a.value === "φ") !== (b.value === "φ")),
        );
        agrees(result.coding, slowCodingAlpha(characters));
      }),
      { numRuns: 40 },
    );
  });

  it("doesn't care who is who, what the values are called, or where the text begins", () => {
    fc.assert(
      fc.property(fc.array(coder, { minLength: 2, maxLength: 4 }), (coders) => {
        const plain = alphaOf([documentOf(length, coders)], values);
        expect(alphaOf([documentOf(length, coders.toReversed())], values).alpha.state).toBe(
          plain.alpha.state,
        );
        if (plain.alpha.state === "undefined") return;
        const swapped = alphaOf([documentOf(length, coders.toReversed())], ["C", "A", "B"]);
        expect(numberOf(swapped.alpha)).toBeCloseTo(plain.alpha.value, 10);
        const moved = coders.map((marks) =>
          marks.map(([tag, start, end]): Triple => [tag, start + 3, end + 3]),
        );
        const before = documentOf(length + 3, coders);
        expect(numberOf(alphaOf([documentOf(length + 3, moved)], values).alpha)).toBeCloseTo(
          numberOf(alphaOf([before], values).alpha),
          10,
        );
      }),
    );
  });

  it("is 1 for coders who did the same, as far as there is something to tell apart", () => {
    fc.assert(
      fc.property(coder, fc.integer({ min: 2, max: 4 }), (marks, coders) => {
        const same = documentOf(length, new Array<readonly Triple[]>(coders).fill(marks));
        const { alpha, marked, coding, byValue } = alphaOf([same], values);
        const outcomes = [alpha, marked, coding, ...byValue.map((one) => one.alpha)];
        for (const outcome of outcomes) if (outcome.state === "value") expect(outcome.value).toBe(1);
        expect(alpha.state).toBe(marks.length === 0 ? "undefined" : "value");
      }),
    );
  });

  it("falls as marks are moved about more", () => {
    const random = seededRandom(7);
    const clean = Array.from(
      { length: 40 },
      (_, at): Triple => [values[at % 3] ?? "A", at * 25, at * 25 + 10],
    );
    const means = [1, 4, 9].map((noise) => {
      const shaken = clean.map(([tag, start, end]): Triple => {
        const by = Math.floor((random() * 2 - 1) * (noise + 1));
        return [tag, Math.max(0, start + by), end + by];
      });
      return numberOf(alphaOf([documentOf(1100, [clean, shaken])], values).alpha);
    });
    expect(means[0]).toBeGreaterThan(means[1] ?? 1);
    expect(means[1]).toBeGreaterThan(means[2] ?? 1);
  });

  it("says the same of the coding when one more coder marks nothing", () => {
    fc.assert(
      fc.property(coder, coder, (first, second) => {
        const two = alphaOf([documentOf(length, [first, second])], values).coding;
        const three = alphaOf([documentOf(length, [first, second, []])], values).coding;
        if (two.state === "value") expect(numberOf(three)).toBeCloseTo(two.value, 10);
        else expect(three).toEqual(two);
      }),
    );
  });
});

describe("what has no α", () => {
  it("says why", () => {
    const none = { state: "undefined" };
    expect(alphaOf([], values).alpha).toEqual({ ...none, reason: "one_coder" });
    expect(alphaOf([documentOf(9, [[["A", 0, 5]]])], values).marked).toEqual({
      ...none,
      reason: "one_coder",
    });
    expect(alphaOf([documentOf(0, [[], []])], values).alpha).toEqual({ ...none, reason: "one_coder" });
    expect(alphaOf([documentOf(9, [[], []])], values).coding).toEqual({ ...none, reason: "no_annotations" });
    const everything: Triple = ["A", 0, 9];
    const full = alphaOf([documentOf(9, [[everything], [everything]])], values);
    expect(full.alpha).toEqual({ ...none, reason: "one_category" });
    expect(full.byValue[1]?.alpha).toEqual({ ...none, reason: "no_annotations" });
    const apart = alphaOf([documentOf(9, [[["A", 0, 3]], [["A", 5, 8]]])], values);
    expect(apart.coding).toEqual({ ...none, reason: "no_matches" });
    expect(numberOf(apart.alpha)).toBeLessThan(0);
  });
});
