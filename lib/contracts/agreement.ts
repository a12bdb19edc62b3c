import { z } from "zod";
import { agreementLevels, periodLengths, scales } from "@/lib/domain/agreement/level";
import { agreementWarnings, undefinedReasons } from "@/lib/domain/agreement/outcome";
import { splits } from "@/lib/domain/document/document";
import { FreeText, Id, Nothing, operation, PageQuery, page, Revision, Time } from "./operation";

export const RESAMPLES_MIN = 1_000;
export const RESAMPLES_MAX = 10_000;
/** How many pairs of units a cell of a confusion matrix brings along; the rest comes page by page. */
export const CELL_ITEMS_MAX = 20;

const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>) =>
  // Object.keys forgets the key type; the tables have no other keys.
  z.enum(Object.keys(table) as [Key, ...Key[]]);

const Key = FreeText(100).min(1);

export const AgreementOptions = z.strictObject({
  against: z
    .enum(["each_other", "gold"])
    .default("each_other")
    .describe("gold: every coder is compared with the gold, and not with other coders."),
  documents: z.array(Id).min(1).max(10_000).optional().describe("Only these documents."),
  split: z.enum(splits).optional(),
  people: z.array(Id).min(1).max(500).optional().describe("Only the work of these people."),
  tags: z.array(Key).min(1).max(200).optional().describe("Only these tags and relation types."),
  round: Id.optional().describe("Only what was coded in this round."),
  submittedFrom: z.iso
    .date()
    .optional()
    .describe("Only documents whose last work was submitted on this day or later, UTC."),
  submittedTo: z.iso.date().optional().describe("… or earlier, UTC."),
  measures: z
    .array(Key)
    .min(1)
    .max(50)
    .optional()
    .describe("Only these measures; all but slow ones unless named."),
  ordered: z
    .array(z.strictObject({ tag: Key, attribute: Key, scale: z.enum(scales) }))
    .max(100)
    .default([])
    .describe(
      "Attributes whose choices have an order (as listed in the scheme) or are numbers; others are nominal.",
    ),
  period: z.enum(periodLengths).default("month"),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  resamples: z.int().min(RESAMPLES_MIN).max(RESAMPLES_MAX).default(RESAMPLES_MIN),
  seed: z.int().min(0).max(4_294_967_295).default(1).describe("The same seed gives the same intervals."),
});
export type AgreementOptions = z.output<typeof AgreementOptions>;

export const agreementReportStates = ["waiting", "running", "done", "failed", "cancelled"] as const;

const Counted = {
  documents: z.int().describe("In how many documents something was compared."),
  items: z
    .number()
    .describe("How many things were compared: marks, tokens, documents or relations, as the measure counts."),
};

/** One coefficient: a value with its interval, or the reason why there is none. */
export const AgreementEstimate = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("value"),
    value: z.number(),
    parts: z
      .record(z.string(), z.number())
      .describe("Further figures of the same count, such as precision and recall; may be empty."),
    interval: z
      .strictObject({ low: z.number(), high: z.number() })
      .nullable()
      .describe("Percentile bootstrap by document; null with fewer than two documents."),
    warnings: z.array(keysOf(agreementWarnings)),
    ...Counted,
  }),
  z.strictObject({
    state: z.literal("undefined"),
    reason: keysOf(undefinedReasons),
    ...Counted,
  }),
]);
export type AgreementEstimate = z.infer<typeof AgreementEstimate>;

/** What one measure says at one level. Coders are ids of `coders`, periods positions in `periods`. */
export const MeasureResult = z.strictObject({
  measure: z.string(),
  level: z.enum(agreementLevels),
  overall: AgreementEstimate,
  topics: z.array(
    z.strictObject({
      tag: z.string(),
      attribute: z.string().nullable().describe("At the level attribute; else null."),
      estimate: AgreementEstimate,
    }),
  ),
  pairs: z.array(
    z.strictObject({
      a: Id,
      b: Id.describe("The other one; a is the reference for precision and recall."),
      estimate: AgreementEstimate,
    }),
  ),
  coders: z.array(
    z.strictObject({
      coder: Id,
      estimate: AgreementEstimate.describe("Mean over the pairs with this coder."),
    }),
  ),
  periods: z.array(z.strictObject({ period: z.int(), estimate: AgreementEstimate })),
  timeMs: z.int().describe("How long it took to work out."),
});
export type MeasureResult = z.infer<typeof MeasureResult>;

const Pairing = z.strictObject({
  documentId: Id,
  a: Id.nullable().describe("The annotation of the row's coder; null where there is none."),
  b: Id.nullable().describe("The annotation of the column's coder; null where there is none."),
});

/** Marks of two coders, matched one to one: what one called `row` the other called `column`; null is no mark. */
export const Confusion = z.strictObject({
  a: Id,
  b: Id,
  cells: z.array(
    z.strictObject({
      row: z.string().nullable(),
      column: z.string().nullable(),
      count: z.int(),
      sameExtent: z.int().describe("How many of them cover exactly the same characters."),
      items: z.array(Pairing).max(CELL_ITEMS_MAX).describe("The first of them, in the order of documents."),
    }),
  ),
});
export type Confusion = z.infer<typeof Confusion>;

export const AgreementResult = z.strictObject({
  documents: z.int().describe("With at least two codings: what everything below is about."),
  documentsAlone: z.int().describe("Left out: coded by one person only."),
  coders: z
    .array(
      z.strictObject({
        id: Id.describe("Of the set."),
        userId: Id.nullable(),
        name: z.string(),
        isGold: z.boolean(),
        documents: z.int(),
        units: z.int(),
        links: z.int(),
      }),
    )
    .describe("In the order of their names."),
  tags: z
    .array(z.strictObject({ tag: z.string(), kind: z.enum(["unit", "link"]), count: z.int() }))
    .describe("Tags and relation types in use, with how often over all coders."),
  periods: z.array(
    z.strictObject({
      from: z.iso.date().describe("First day, UTC; by when the last work on a document was submitted."),
      documents: z.int(),
    }),
  ),
  measures: z.array(MeasureResult).describe("In the order of the registry, and of levels within a measure."),
  confusions: z.array(Confusion).describe("One for each pair of coders who share documents."),
});
export type AgreementResult = z.infer<typeof AgreementResult>;

export const AgreementReportSummary = z.strictObject({
  id: Id,
  state: z.enum(agreementReportStates),
  done: z.int().describe("Documents, alignments and resamples worked through, in common units; of `total`."),
  total: z.int(),
  problem: z.string(),
  options: AgreementOptions,
  contentHash: z
    .string()
    .describe("Of everything the figures rest on: work, options and the program's measures."),
  createdAt: Time,
  createdBy: Id.nullable(),
  finishedAt: Time.nullable(),
  revision: Revision,
});
export type AgreementReportSummary = z.infer<typeof AgreementReportSummary>;

export const AgreementReportResource = AgreementReportSummary.extend({
  isCurrent: z.boolean().describe("Whether the work is still as it was when the figures were made."),
  result: AgreementResult.nullable().describe("Null until done."),
});
export type AgreementReportResource = z.infer<typeof AgreementReportResource>;

const collection = "/projects/{project}/agreement-reports";
const one = `${collection}/{report}` as const;

export const createAgreementReport = operation({
  method: "POST",
  path: collection,
  permission: "agreement.run",
  summary:
    "Work out agreement in the background. When nothing has changed since a report with the same options, that one is answered.",
  creates: true,
  body: z.strictObject({ id: Id.optional(), options: AgreementOptions.prefault({}) }),
  returns: AgreementReportResource,
});

export const listAgreementReports = operation({
  method: "GET",
  path: collection,
  permission: "agreement.read",
  summary: "Agreement reports, newest first, without their figures.",
  query: z.strictObject(PageQuery),
  returns: page(AgreementReportSummary),
});

export const readAgreementReport = operation({
  method: "GET",
  path: one,
  permission: "agreement.read",
  summary: "How a report stands, and its figures once it is done.",
  returns: AgreementReportResource,
});

export const cancelAgreementReport = operation({
  method: "POST",
  path: `${one}:cancel`,
  permission: "agreement.run",
  summary: "Stop working on a report.",
  body: Nothing.optional(),
  returns: AgreementReportResource,
});

const Mark = z.strictObject({
  id: Id,
  tag: z.string(),
  spans: z.array(z.strictObject({ start: z.int(), end: z.int(), quote: z.string() })),
});

export const listAgreementPairings = operation({
  method: "GET",
  path: `${one}/pairings`,
  permission: "agreement.read",
  summary: "The marks behind one cell of a confusion matrix, by document, as they are now.",
  query: z.strictObject({
    ...PageQuery,
    a: Id,
    b: Id,
    row: Key.optional().describe("Tag of a's mark; leave it out for marks that only b made."),
    column: Key.optional().describe("Tag of b's mark; leave it out for marks that only a made."),
  }),
  returns: page(
    z.strictObject({
      documentId: Id,
      documentTitle: z.string(),
      a: Mark.nullable(),
      b: Mark.nullable(),
    }),
  ),
});

export const MeasureResource = z.strictObject({
  id: z.string(),
  title: z.string(),
  levels: z.array(z.enum(agreementLevels)).describe("What it can be applied to."),
  coders: z.enum(["two", "any"]).describe("two: for more coders, the mean over their pairs."),
  isChanceCorrected: z.boolean(),
  isSlow: z.boolean().describe("Only worked out when asked for by name."),
  range: z.strictObject({ min: z.number(), max: z.number() }),
  meaning: z.string().describe("In plain words."),
  formula: z.string(),
  source: z.string(),
});
export type MeasureResource = z.infer<typeof MeasureResource>;

export const readMeasures = operation({
  method: "GET",
  path: "/projects/{project}/agreement-measures",
  permission: "agreement.read",
  summary:
    "The measures of agreement, each with what it applies to, what it means, its formula and its source.",
  returns: z.strictObject({ items: z.array(MeasureResource) }),
});
