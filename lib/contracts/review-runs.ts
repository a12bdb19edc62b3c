import { z } from "zod";
import { Id, operation, PageQuery, page, Time } from "./operation";
import { Opinion, ReviewFilter } from "./reviews";

export const ReviewRun = z.strictObject({
  id: Id.describe("Of the operation: by it further steps are given and all of it is undone."),
  reviewerId: Id,
  reviewerName: z.string().nullable(),
  ...Opinion.shape,
  filter: ReviewFilter,
  except: z.array(Id).describe("Annotations that get no verdict though they fit, as its last step said."),
  planned: z
    .int()
    .nullable()
    .describe("How many verdicts it was to give; null where its steps did not say so."),
  given: z.int(),
  undone: z.int(),
  nextStep: z.int().describe("The number that its next step has."),
  state: z
    .enum(["stopped", "given", "undoing", "undone"])
    .describe("Stopped: some of its steps are missing. Undoing: some of it has been taken back."),
  undoing: z
    .strictObject({ opId: Id, cursor: z.string() })
    .nullable()
    .describe("With what undoing it goes on, where that has begun and not ended."),
  startedAt: Time,
  lastAt: Time.describe("When its last step was given, or the last part of it taken back."),
});
export type ReviewRun = z.infer<typeof ReviewRun>;

export const listReviewRuns = operation({
  method: "GET",
  path: "/projects/{project}/reviews:runs",
  permission: "review.read",
  summary:
    "Verdicts that were given on many annotations at once, newest first: your own, and everybody's where you see all of the project.",
  query: z.strictObject({
    ...PageQuery,
    limit: z.coerce.number().int().min(1).max(100).default(20),
    reviewer: Id.optional(),
  }),
  returns: page(ReviewRun),
});
