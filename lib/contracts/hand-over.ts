import { z } from "zod";
import { Id, operation } from "./operation";
import { Person, ROUND_MEMBERS_MAX } from "./rounds";

/** As many documents as an answer names one by one; the figures are of all. */
export const HANDED_NAMED_MAX = 500;

export const HandOver = z.strictObject({
  id: Id.optional().describe("Made by you if you like (UUID). Sent again, it is done once."),
  from: Id.describe("Whose unfinished work it is."),
  to: z.array(Id).min(1).max(ROUND_MEMBERS_MAX).describe("Who takes it over, evenly by length."),
  round: Id.optional().describe("Only the work of this round; else of every open one."),
  begun: z
    .boolean()
    .default(true)
    .describe("Also what has been begun: others begin it anew, and what was made is kept."),
  overCap: z
    .boolean()
    .optional()
    .describe(
      "Also when somebody gets more of a round than its cap for one person; without it that is refused.",
    ),
});
export type HandOver = z.infer<typeof HandOver>;

const Handed = z.strictObject({ documentId: Id, title: z.string(), roundId: Id, roundName: z.string() });

export const HandOverResource = z.strictObject({
  opId: Id.nullable().describe("Undo takes this; null for a preview, and where nothing was handed over."),
  handed: z.int(),
  begun: z.int().describe("How many of those had been begun."),
  loads: z.array(Person.extend({ documents: z.int(), length: z.int() })).describe("What each takes over."),
  assignments: z.array(Handed.extend({ userId: Id })).describe(`The first ${HANDED_NAMED_MAX} of them.`),
  over: z
    .array(
      Person.extend({ roundId: Id, roundName: z.string(), cap: z.int(), documents: z.int(), by: z.int() }),
    )
    .describe(
      "Who would have more of a round than its cap: so many documents, above it by so many of these.",
    ),
  stays: z.int().describe("What nobody named can take, or what was begun and is not asked for."),
  staying: z
    .array(Handed.extend({ reason: z.enum(["hasIt", "sameStory", "begun"]) }))
    .describe(`The first ${HANDED_NAMED_MAX} of those that stay, and why.`),
});
export type HandOverResource = z.infer<typeof HandOverResource>;

const collection = "/projects/{project}/rounds";

export const handOver = operation({
  method: "POST",
  path: `${collection}:hand-over`,
  permission: "round.manage",
  summary:
    "Give all that one person has not finished in open rounds to others. Annotations stay with who made them.",
  body: HandOver,
  returns: HandOverResource,
});

export const previewHandOver = operation({
  method: "POST",
  path: `${collection}:preview-hand-over`,
  permission: "round.manage",
  summary: "Who would take over what. Changes nothing.",
  body: HandOver,
  returns: HandOverResource,
});

export const remindRound = operation({
  method: "POST",
  path: `${collection}/{round}:remind`,
  permission: "round.manage",
  summary: "Remind people of what they have not submitted in an open round. Each is told once a day at most.",
  body: z.strictObject({
    people: z
      .array(Id)
      .min(1)
      .max(ROUND_MEMBERS_MAX)
      .optional()
      .describe("Only these; else all who have some."),
  }),
  returns: z.strictObject({
    reminded: z.array(Person.extend({ documents: z.int() })),
    spared: z.array(Person).describe("Those with unfinished work who were told within the last 24 hours."),
  }),
});
