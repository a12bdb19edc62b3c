import type { CodedDocument, Unit } from "./coding";

/** What each coder said about each item; null where the coder did not see it. */
type Ratings = readonly (readonly (string | null)[])[];

/** Items as tokens, one document each, so that a coder can miss one; a value is the tag on the token. */
export function asTokens(ratings: Ratings): CodedDocument[] {
  return asDocuments(ratings, (value, id) => [
    { id, tag: value, spans: [{ start: 0, end: 1 }], attributes: {} },
  ]);
}

/** Items as documents; a value, which must be a whole number, is how many marks of one tag it has. */
export function asCounts(ratings: Ratings): CodedDocument[] {
  return asDocuments(ratings, (value, id) =>
    Array.from({ length: Number(value) }, (_, at) => ({
      id: `${id} ${at}`,
      tag: "MARK",
      spans: [{ start: at, end: at + 1 }],
      attributes: {},
    })),
  );
}

/** Items as marks that every coder made; a value is an attribute of the mark. */
export function asAttributes(ratings: Ratings): CodedDocument[] {
  return asDocuments(ratings, (value, id) => [
    { id, tag: "MARK", spans: [{ start: 0, end: 1 }], attributes: { value } },
  ]);
}

function asDocuments(
  ratings: Ratings,
  unitsOf: (value: string, id: string) => readonly Unit[],
): CodedDocument[] {
  const [first = []] = ratings;
  return first.map((_, item) => ({
    id: `item ${item}`,
    length: 10,
    tokens: [{ start: 0, end: 1 }],
    codings: ratings.flatMap((values, coder) => {
      const value = values[item];
      if (value === null || value === undefined) return [];
      return [{ coder: `coder ${coder}`, units: unitsOf(value, `${coder}/${item}`), links: [] }];
    }),
  }));
}

/** A table of two coders' decisions as ratings: rows are the first coder's categories. */
export function ratingsOf(table: readonly (readonly number[])[]): Ratings {
  const a: string[] = [];
  const b: string[] = [];
  table.forEach((row, of) => {
    row.forEach((times, as) => {
      for (let at = 0; at < times; at++) {
        a.push(`c${of}`);
        b.push(`c${as}`);
      }
    });
  });
  return [a, b];
}

/** How many raters put each subject into each category, as ratings of raters in a fixed order. */
export function ratingsOfCounts(subjects: readonly (readonly number[])[]): Ratings {
  const bySubject = subjects.map((counts) =>
    counts.flatMap((count, category) => Array.from({ length: count }, () => `c${category}`)),
  );
  return (bySubject[0] ?? []).map((_, rater) => bySubject.map((values) => values[rater] ?? null));
}

const row = (text: string): (string | null)[] =>
  text.split(" ").map((value) => (value === "*" ? null : value));

/** Cohen 1960, table 2: psychiatric diagnoses of 200 patients by two judges; κ = .492. */
export const cohen1960 = ratingsOf([
  [88, 14, 18],
  [10, 40, 10],
  [2, 6, 12],
]);

/** Artstein & Poesio 2008, table 1: two coders of 100 dialogue acts; table 3: π = .341, κ = .348. */
export const artsteinPoesio2008 = ratingsOf([
  [20, 20],
  [10, 50],
]);

/** Fleiss 1971, table 1: 30 subjects, six psychiatrists each, five diagnoses; κ = .430. */
export const fleiss1971 = ratingsOfCounts(
  `00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
   00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006`
    .split(/\s+/)
    .map((digits) => [...digits].map(Number)),
);

/** Krippendorff 2011, section A: binary data of two observers; α = 0.095. */
export const krippendorffA = [row("0 1 0 0 0 0 0 0 1 0"), row("1 1 1 0 0 1 0 0 0 0")];

/** Krippendorff 2011, section B: nominal data of two observers; α = 0.692. */
export const krippendorffB = [row("a a b b d c c c e d d a"), row("b a b b b c c c e d d d")];

/** Krippendorff 2011, section C: four observers, missing data; nominal α = 0.743, ordinal 0.815, interval 0.849. */
export const krippendorffC = [
  row("1 2 3 3 2 1 4 1 2 * * *"),
  row("1 2 3 3 2 2 4 1 2 5 * 3"),
  row("* 3 3 3 2 3 4 2 2 5 1 *"),
  row("1 2 3 3 2 4 4 1 2 5 1 *"),
];
