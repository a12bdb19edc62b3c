import { hull } from "../span/span";
import type { CodedDocument, Unit } from "./coding";

/** A unit as γ sees it: an extent in code points and a category, by their numbers in the continuum. */
export type ContinuumUnit = {
  readonly coder: number;
  readonly start: number;
  readonly end: number;
  readonly category: number;
};

/** What all coders of one document marked, the "annotated continuum" of Mathet et al. (2015), section 4.1. */
export type Continuum = {
  readonly length: number;
  readonly coderCount: number;
  readonly units: readonly ContinuumUnit[];
};

/**
 * The document as a continuum. Units without text or of a category that is not in `categories` are left out. A
 * broken unit stands for its whole extent, from its first character to its last: γ compares starts and ends, and
 * its parts taken as units of their own would count one decision several times. Units may overlap, also those of
 * one coder.
 */
export function continuumOf(
  document: CodedDocument,
  categories: readonly string[],
  categoryOf: (unit: Unit) => string | null,
): Continuum {
  const index = new Map(categories.map((category, at) => [category, at]));
  const units = document.codings.flatMap((coding, coder) =>
    coding.units.flatMap((unit): ContinuumUnit[] => {
      const category = index.get(categoryOf(unit) ?? "");
      const extent = hull(unit.spans);
      if (category === undefined || !extent || extent.start >= extent.end) return [];
      return [{ coder, category, ...extent }];
    }),
  );
  return { length: document.length, coderCount: document.codings.length, units };
}
