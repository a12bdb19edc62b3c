import { z } from "zod";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { Id, INTEGER_MAX, operation, PageQuery, page, Revision } from "./operation";
import { Pair, Person, RoundResource, reveal } from "./rounds";

export const MATRIX_CHANGES_MAX = 2_000;

const one = "/projects/{project}/rounds/{round}";

export const discardPlan = operation({
  method: "POST",
  path: `${one}/plan:discard`,
  permission: "round.manage",
  summary: "Leave a plan that was changed by hand for the one that the rule draws. It is kept.",
  body: z.strictObject({ revision: Revision }),
  returns: RoundResource,
});

export const restorePlan = operation({
  method: "POST",
  path: `${one}/plan:restore`,
  permission: "round.manage",
  summary: "Take up a plan again that was discarded, by its number.",
  body: z.strictObject({ revision: Revision, plan: z.int().min(1).max(INTEGER_MAX) }),
  returns: RoundResource,
});

export const MatrixCell = z.strictObject({
  userId: Id,
  state: z
    .enum([...assignmentStates, "planned"])
    .describe("planned: theirs as soon as the round opens, and nobody's before."),
  annotations: z.int(),
  isClaimed: z.boolean(),
});
export const MatrixRow = z.strictObject({
  documentId: Id,
  title: z.string(),
  outlet: z.string(),
  length: z.int(),
  copies: z.int(),
  cells: z.array(MatrixCell),
});
export type MatrixRow = z.infer<typeof MatrixRow>;

export const readMatrix = operation({
  method: "GET",
  path: `${one}/matrix`,
  permission: "progress.readAll",
  summary: "Who has what in a round, and how far it is: a row for each document.",
  query: z.strictObject(PageQuery),
  returns: page(MatrixRow).extend({ people: z.array(Person.extend({ isMember: z.boolean() })) }),
});

export const changeMatrix = operation({
  method: "POST",
  path: `${one}/matrix`,
  permission: "round.manage",
  summary:
    "Give documents to people and take them back, all or nothing. Work is never deleted, only returned. Before the round opens it is its plan that changes, and nothing for annotators.",
  body: z.strictObject({
    changes: z
      .array(Pair.extend({ op: z.enum(["add", "remove"]) }))
      .min(1)
      .max(MATRIX_CHANGES_MAX),
    force: z.boolean().default(false).describe("Also take back documents that their annotator has begun."),
    reveal,
  }),
  returns: z.strictObject({
    changed: z.int(),
    opId: Id.describe("Names this in the log; undoRoundChange takes it back."),
  }),
});
