import { z } from "zod";
import { annotationKinds } from "@/lib/domain/annotation/annotation";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { Id, operation, Time } from "./operation";

/** More at once than anybody works without saying so is no measurement. */
export const ACTIVE_MS_MAX = 600_000;

export const reportActivity = operation({
  method: "POST",
  path: "/projects/{project}/documents/{document}/activity",
  permission: "annotation.create",
  summary:
    "Add to the time you have worked on a document. The same id counts once; never more than has passed.",
  body: z.strictObject({
    id: Id.describe("Names this report (UUID): sent twice, it counts once."),
    activeMs: z.int().min(0).max(ACTIVE_MS_MAX),
  }),
  returns: z.strictObject({
    activeMs: z
      .int()
      .nullable()
      .describe("In all, on this document; null while you have no unfinished work there to count it on."),
  }),
});

const Counted = { assigned: z.int(), submitted: z.int(), annotations: z.int(), activeMs: z.int() };

const Ms = z.number().describe("Milliseconds of active time on submitted work, quartiles as by type 7.");
const Times = {
  submitted: z.int(),
  timed: z.int().describe("Submitted ones that time was counted on; the others say nothing."),
  leastMs: Ms,
  lowerMs: Ms,
  medianMs: Ms,
  upperMs: Ms,
  mostMs: Ms,
  medianMsPer1000: z.number().describe("The median per 1,000 characters of text."),
};

const Days = z.int().nullable().describe("Days from today; null is more than two years.");
/** When the work would be done if the pace of the last four weeks went on. */
export const Finish = z.strictObject({
  dueAt: Time.nullable(),
  wanted: z.int(),
  submitted: z.int(),
  today: z.iso.date(),
  forecast: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("done") }),
    z.strictObject({ kind: z.literal("unknown"), reason: z.enum(["tooFewDays", "noneFinished"]) }),
    z.strictObject({ kind: z.literal("days"), early: Days, likely: Days, late: Days }),
  ]),
});
export type Finish = z.infer<typeof Finish>;

export const ProgressResource = z.strictObject({
  people: z.array(
    z.strictObject({
      userId: Id,
      name: z.string(),
      ...Counted,
      begun: z.int().describe("Documents with time or annotations on them that are not submitted."),
      timed: z.int().describe("Documents that time was counted on."),
    }),
  ),
  documents: z.array(
    z.strictObject({
      documentId: Id,
      title: z.string(),
      ...Counted,
      wanted: z.int().describe("How many annotators it is to have."),
    }),
  ),
  tags: z.array(
    z.strictObject({
      tag: z.string(),
      kind: z.enum(annotationKinds).describe("A relation type may have the key of a tag."),
      annotations: z.int(),
      documents: z.int(),
    }),
  ),
  days: z.array(z.strictObject({ day: z.iso.date(), submitted: z.int(), annotations: z.int() })),
  waits: z.array(
    z.strictObject({
      documentId: Id,
      title: z.string(),
      userId: Id.nullable().describe("Who is waited for; null is a place that nobody has."),
      name: z.string().nullable(),
      state: z.enum([...assignmentStates, "none"]),
      since: Time.nullable().describe("Since when somebody else's submission waits."),
      dueAt: Time.nullable(),
      givenAt: Time.nullable().describe("When whoever is waited for was given it."),
      days: z
        .int()
        .describe("Whole days that it has waited: since somebody else was done, else since it was given."),
      isOverdue: z.boolean(),
    }),
  ),
  burnup: z.array(
    z.strictObject({
      day: z.iso.date(),
      wanted: z.int().describe("How many pieces of work there are to be, as of now."),
      given: z.int().describe("Given out or begun by the end of this day, of what is not given back."),
      submitted: z.int().describe("Submitted by the end of this day, of what is submitted now."),
    }),
  ),
  personTimes: z.array(z.strictObject({ userId: Id, name: z.string(), ...Times })),
  documentTimes: z.array(z.strictObject({ documentId: Id, title: z.string(), ...Times })),
  finish: Finish,
  hasMore: z.boolean().describe("Whether there are more documents or waits than are listed."),
});
export type ProgressResource = z.infer<typeof ProgressResource>;

export const progressFigures = [
  "people",
  "documents",
  "tags",
  "days",
  "waits",
  "burnup",
  "personTimes",
  "documentTimes",
] as const;
export type ProgressFigure = (typeof progressFigures)[number];

const asked = z.strictObject({ round: Id.optional().describe("Only what belongs to this round.") });

export const readProgress = operation({
  method: "GET",
  path: "/projects/{project}/progress",
  permission: "progress.read",
  summary: "How far the work is: leads see everybody's, others their own.",
  query: asked,
  returns: ProgressResource,
});

export const exportProgress = operation({
  method: "GET",
  path: "/projects/{project}/progress:csv",
  permission: "progress.read",
  summary: "One of the tables of the progress page as CSV.",
  wire: "download",
  query: asked.extend({ figure: z.enum(progressFigures) }),
  returns: z.string(),
});
