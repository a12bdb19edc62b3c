import { z } from "zod";
import { Id, operation } from "./operation";
import { DocumentChoice, Pair, PlanResource, Reveals, reveal } from "./rounds";

/** As many assignments as a preview names one by one; the figures are of all. */
export const PREVIEWED_MAX = 500;
/** As many documents as an undo names that it left as they were. */
export const KEPT_NAMED_MAX = 100;

const giveOut = z
  .boolean()
  .default(true)
  .describe("Whether places of the joining documents are given out, if the round is open and assigns them.");
const id = Id.optional().describe("Made by you if you like (UUID). Sent again, it is done once.");

/** What can happen to a round's documents. Those another round has that is not closed can't join. */
export const RoundDocumentsChange = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("add"), id, documents: DocumentChoice, giveOut, reveal }),
  z.strictObject({ op: z.literal("remove"), id, documents: DocumentChoice, reveal }),
  z.strictObject({
    op: z.literal("move"),
    id,
    documents: DocumentChoice,
    to: Id.describe("The round that they go to; planned or open."),
    giveOut,
    reveal,
  }),
]);
export type RoundDocumentsChange = z.infer<typeof RoundDocumentsChange>;

const counts = {
  documents: z.int().describe("How many join or leave."),
  given: z.int().describe("Documents given to people, one for each person."),
  returned: z.int().describe("Untouched ones taken back from people."),
  moved: z.int().describe("Work that goes along into the other round."),
};

export const changeRoundDocuments = operation({
  method: "POST",
  path: "/projects/{project}/rounds/{round}/documents",
  permission: "round.manage",
  summary:
    "Add documents to a round, take them out, or move them to another one. What was annotated stays with its annotator: removed with the document is only what nobody has begun.",
  body: RoundDocumentsChange,
  returns: z.strictObject({ opId: Id.describe("Undo takes this."), ...counts }),
});

export const RoundDocumentsPreview = z.strictObject({
  ...counts,
  leftOut: z.int().describe("Chosen ones that don't join because another round that is not closed has them."),
  begun: z.int().describe("Unfinished work on documents that leave which has been begun. It goes on."),
  submitted: z.int().describe("Finished work on documents that leave. It stays."),
  reveals: Reveals.nullable().describe(
    "Blind work that others come to see, and that reveal must be said for.",
  ),
  assignments: z
    .array(Pair.extend({ title: z.string(), name: z.string() }))
    .max(PREVIEWED_MAX)
    .describe("The first of those that are given."),
  shortfalls: PlanResource.shape.shortfalls.max(PREVIEWED_MAX),
});
export type RoundDocumentsPreview = z.infer<typeof RoundDocumentsPreview>;

export const previewRoundDocuments = operation({
  method: "POST",
  path: "/projects/{project}/rounds/{round}/documents:preview",
  permission: "round.manage",
  summary: "What such a change of a round's documents would do. Changes nothing.",
  body: RoundDocumentsChange,
  returns: RoundDocumentsPreview,
});

export const undoRoundChange = operation({
  method: "POST",
  path: "/projects/{project}/rounds:undo",
  permission: "round.manage",
  summary:
    "Take back a change of a round's documents, of who has what in an open round, or a hand-over. What has been changed since stays as it is now; a document that went from one to another goes back whole or stays, so that nobody who has begun it since loses it.",
  body: z.strictObject({ opId: Id.describe("What is to be undone."), id, reveal }),
  returns: z.strictObject({
    opId: Id.describe("Undoing this does it again."),
    undone: z.int(),
    kept: z.int().describe("Documents and work that were changed since, and stay."),
    keeping: z
      .array(
        z.strictObject({
          documentId: Id,
          title: z.string(),
          people: z.array(z.string()).describe("Who was given it by the change, and has it still."),
        }),
      )
      .describe(`The first ${KEPT_NAMED_MAX} documents that were not put back, or not wholly.`),
  }),
});
