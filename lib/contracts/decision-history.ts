import { z } from "zod";
import { DECISIONS_MAX, NamedGold, OperationId, Outcomes } from "./adjudication";
import { ChangeResource } from "./entities";
import { Id, operation, Revision } from "./operation";

const one = "/projects/{project}/documents/{document}/adjudication";

export const takeBackDecisions = operation({
  method: "POST",
  path: `${one}:take-back`,
  permission: "adjudication.decide",
  summary:
    "Take back single decisions, whoever made them: what they were made on is as it was before. Undone like any other operation.",
  body: z.strictObject({
    opId: OperationId,
    decisions: z
      .array(z.strictObject({ id: Id, revision: Revision }))
      .min(1)
      .max(DECISIONS_MAX)
      .describe("All that were made together on one thing, as you read them."),
    gold: NamedGold,
  }),
  returns: Outcomes,
});

export const readDecisionHistory = operation({
  method: "GET",
  path: `${one}/history`,
  permission: "adjudication.read",
  summary: "Who decided what on one thing, when and why, and who changed its gold by hand; newest first.",
  query: z.strictObject({
    annotation: Id.describe("An annotator's mark that was decided on, or gold that became of one."),
  }),
  returns: z.strictObject({ items: z.array(ChangeResource).describe("The newest 200.") }),
});
