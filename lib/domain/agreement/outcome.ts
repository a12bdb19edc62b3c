/**
 * Why a coefficient has no value. Each is a defined result and no failure: a screen shows the reason where it
 * would show the number.
 */
export const undefinedReasons = {
  one_coder: "Fewer than two coders worked on the same document.",
  no_annotations: "Nobody marked anything that could be compared here.",
  no_matches:
    "No marks of these coders could be matched, so there is nothing whose attributes could be compared.",
  one_category:
    "Everybody gave everything the same category. Without variation, agreement can't be told from chance.",
  uneven_coders:
    "Documents have different numbers of coders, which this coefficient doesn't allow. Krippendorff's α does.",
  too_large: "There is more here than can be worked out exactly in reasonable time.",
} as const;
export type UndefinedReason = keyof typeof undefinedReasons;

/** What a coefficient comes to: a finite number, or the reason why there is none. Never NaN. */
export type Outcome =
  | {
      readonly state: "value";
      readonly value: number;
      /** Further figures of the same count, such as precision and recall beside an F1. */
      readonly parts?: Readonly<Record<string, number>>;
    }
  | { readonly state: "undefined"; readonly reason: UndefinedReason };

export const valued = (value: number, parts?: Readonly<Record<string, number>>): Outcome =>
  parts ? { state: "value", value, parts } : { state: "value", value };
export const withoutValue = (reason: UndefinedReason): Outcome => ({ state: "undefined", reason });

/** What to keep in mind when reading a value. */
export const agreementWarnings = {
  one_document: "Only one document was compared: there is no interval.",
  few_documents: "Fewer than ten documents were compared: the interval is rough.",
  few_items: "Fewer than thirty things were compared: a handful of other decisions would change the figure.",
  lean_resamples:
    "In more than one of twenty resamples there was no value; the interval rests on the others and is too narrow.",
  skewed:
    "More than nineteen of twenty decisions fell into one category: chance-corrected figures drop then, even where almost all agree.",
  approximate: "Worked out approximately: exact computation would have taken too long.",
} as const;
export type AgreementWarning = keyof typeof agreementWarnings;
