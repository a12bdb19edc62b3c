import { z } from "zod";
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
  tags: z.array(z.strictObject({ tag: z.string(), annotations: z.int(), documents: z.int() })),
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
    }),
  ),
  hasMore: z.boolean().describe("Whether there are more documents or waits than are listed."),
});
export type ProgressResource = z.infer<typeof ProgressResource>;

export const progressFigures = ["people", "documents", "tags", "days", "waits"] as const;
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
