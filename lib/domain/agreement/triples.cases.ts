import type { CodedDocument, Unit } from "./coding";

/** A mark as the literature prints it: its category, and where it starts and ends. */
export type Triple = readonly [category: string, start: number, end: number];

/** The marks of one coder as units, one after the other. */
const unitsOf = (marks: readonly Triple[]): Unit[] =>
  marks.map(([tag, start, end], at) => ({ id: `u${at}`, tag, spans: [{ start, end }], attributes: {} }));

/** A document with nothing but the marks of its coders, c0 and following. */
export const documentOfTriples = (
  id: string,
  length: number,
  coders: readonly (readonly Triple[])[],
): CodedDocument => ({
  id,
  length,
  tokens: [],
  codings: coders.map((marks, at) => ({ coder: `c${at}`, units: unitsOf(marks), links: [] })),
});

/**
 * Alex, Paul and Suzan over a continuum of 60: the example of Krippendorff, Mathet, Bouvry & Widlöcher (2016) that
 * Krippendorff (2019, figure 12.11) repeats. Positions are those of pygamma-agreement's AlexPaulSuzan.csv.
 */
export const alexPaulSuzan: {
  readonly length: number;
  readonly categories: readonly string[];
  readonly coders: readonly (readonly Triple[])[];
} = {
  length: 60,
  categories: ["1", "2", "3", "4", "5", "6", "7"],
  coders: [
    [
      ["1", 2, 9],
      ["2", 11, 17],
      ["5", 24, 30],
      ["6", 32, 36],
      ["6", 36, 44],
      ["7", 44, 60],
    ],
    [
      ["1", 2, 9],
      ["3", 11, 17],
      ["5", 19, 25],
      ["6", 32, 44],
    ],
    [
      ["1", 2, 9],
      ["4", 11, 17],
      ["5", 21, 27],
      ["6", 32, 36],
      ["6", 36, 40],
      ["6", 40, 44],
    ],
  ],
};
