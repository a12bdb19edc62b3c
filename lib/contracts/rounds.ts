import { z } from "zod";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { shortfallKinds } from "@/lib/domain/workflow/plan-round";
import { roundModes, roundStates } from "@/lib/domain/workflow/round-state";
import { AssignmentResource, DocumentFilter } from "./documents";
import { Id, Name, Nothing, operation, PageQuery, page, Revision, Time } from "./operation";

export const ROUND_DOCUMENTS_MAX = 10_000;
export const ROUND_MEMBERS_MAX = 200;
export const COPIES_MAX = 20;
export const CLAIM_HOURS_MAX = 720;
export const REMIND_DAYS_MAX = 60;
/** Nobody is reminded for ever: whoever has not answered for so long needs a person. */
export const OVERDUE_REMINDERS_MAX = 7;

/** Documents by id, or all that a filter lets through as it is asked; an empty filter lets all through. */
export const DocumentChoice = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(ROUND_DOCUMENTS_MAX) }),
  z.strictObject({
    filter: DocumentFilter.pick({
      search: true,
      outlet: true,
      language: true,
      genre: true,
      split: true,
      publishedFrom: true,
      publishedTo: true,
    }),
  }),
]);
export type DocumentChoice = z.infer<typeof DocumentChoice>;

const Cap = z.int().min(1).max(ROUND_DOCUMENTS_MAX).nullable();
const Members = z.array(Id).min(1).max(ROUND_MEMBERS_MAX);
const settings = {
  name: Name,
  mode: z
    .enum(roundModes)
    .describe("assigned: leads say who codes what. claimed: members take the next document."),
  copies: z.int().min(1).max(COPIES_MAX).describe("Annotators for each document coded by several."),
  sharedPortion: z
    .number()
    .min(0)
    .max(1)
    .describe("The share coded by several; one codes each of the others."),
  cap: Cap.describe("At most this many documents for one person; null is no limit."),
  claimHours: z.int().min(1).max(CLAIM_HOURS_MAX).describe("A claim nobody works on goes back after this."),
  dueAt: Time.nullable(),
  remindDays: z
    .int()
    .min(0)
    .max(REMIND_DAYS_MAX)
    .nullable()
    .describe(
      `People with unfinished work are reminded so many days before the round is due, and on each of ${OVERDUE_REMINDERS_MAX} days from then on; null reminds nobody unless a lead does.`,
    ),
  isBlind: z.boolean(),
  members: Members,
};
const Settings = z.strictObject(settings);

/** Work done blind that others come to see. */
export const Reveals = z.strictObject({
  when: z
    .enum(["now", "opening"])
    .describe("now: by this very act. opening: as soon as the planned round is opened."),
  to: z
    .enum(["everyone", "submitters"])
    .describe("Who sees it then: every member, or those who have submitted theirs."),
  documents: z.int(),
  people: z.int().describe("Whose work it is."),
  unfinished: z.int().describe("Pieces of work among it that are not submitted: one person on one document."),
});
export type Reveals = z.infer<typeof Reveals>;

/** Asked of whatever may end blindness. What has been seen can't be unseen, not by undoing either. */
export const reveal = z
  .boolean()
  .optional()
  .describe("Also when others come to see work that was done blind; without it that is refused.");

/** A round as it is asked for; what is left out is two annotators each, blind, assigned by rule, without a limit. */
export const NewRound = Settings.extend({
  id: Id.optional().describe("Made by you if you like (UUID); it also seeds the plan."),
  mode: settings.mode.default("assigned"),
  copies: settings.copies.default(2),
  sharedPortion: settings.sharedPortion.default(1),
  cap: settings.cap.default(null),
  claimHours: settings.claimHours.default(48),
  dueAt: settings.dueAt.default(null),
  remindDays: settings.remindDays.default(null),
  isBlind: settings.isBlind.default(true),
  documents: DocumentChoice,
  reveal,
});
export type NewRound = z.infer<typeof NewRound>;

export const Person = z.strictObject({ id: Id, name: z.string() });

export const RoundResource = Settings.omit({ members: true }).extend({
  id: Id,
  state: z.enum(roundStates),
  schemeVersion: z.int(),
  guidelineVersion: z.int().nullable(),
  plan: z
    .int()
    .nullable()
    .describe("Which plan, changed by hand, opens the round; null: as the rule draws it then."),
  createdAt: Time,
  openedAt: Time.nullable(),
  closedAt: Time.nullable(),
  revision: Revision,
  isOverdue: z.boolean().describe("It is open and was due before now."),
  documents: z.int(),
  members: z.array(Person),
  progress: z
    .strictObject({ places: z.int(), given: z.int(), submitted: z.int() })
    .nullable()
    .describe("For leads: places to fill, how many are given to somebody, how many submitted."),
});
export type RoundResource = z.infer<typeof RoundResource>;

export const Pair = z.strictObject({ documentId: Id, userId: Id });

export const PlanResource = z.strictObject({
  documents: z.int(),
  shared: z.int().describe("How many are coded by several."),
  places: z.int(),
  assignments: z.array(Pair).describe("What comes to what is held already."),
  loads: z.array(
    z.strictObject({ userId: Id, name: z.string(), documents: z.int(), length: z.int(), outlets: z.int() }),
  ),
  shortfalls: z
    .array(
      z.strictObject({
        documentId: Id,
        title: z.string(),
        missing: z.int(),
        kind: z.enum(shortfallKinds),
      }),
    )
    .describe("Documents that get fewer annotators than asked for, and why."),
  leftOut: z.int().describe("Documents left out because another round that is not closed has them."),
  reveals: Reveals.nullable().describe("Blind work that others see as soon as the round is opened."),
});
export type PlanResource = z.infer<typeof PlanResource>;

const collection = "/projects/{project}/rounds";
const one = `${collection}/{round}` as const;

export const createRound = operation({
  method: "POST",
  path: collection,
  permission: "round.manage",
  summary: "Plan a round. Nothing changes for annotators before it is opened.",
  creates: true,
  body: NewRound,
  returns: RoundResource,
});

export const previewRound = operation({
  method: "POST",
  path: `${collection}:preview`,
  permission: "round.manage",
  summary: "Who would code what in such a round, without making it. The same id makes the same plan.",
  body: NewRound,
  returns: PlanResource,
});

export const listRounds = operation({
  method: "GET",
  path: collection,
  permission: "round.read",
  summary: "The rounds of a project, newest first.",
  query: z.strictObject(PageQuery),
  returns: page(RoundResource),
});

export const readRound = operation({
  method: "GET",
  path: one,
  permission: "round.read",
  summary: "One round.",
  returns: RoundResource,
});

export const updateRound = operation({
  method: "PATCH",
  path: one,
  permission: "round.manage",
  summary: "Change a round. What decides who sees or gets what is settled once it is open.",
  body: Settings.partial().extend({ revision: Revision, reveal }),
  returns: RoundResource,
});

export const openRound = operation({
  method: "POST",
  path: `${one}:open`,
  permission: "round.manage",
  summary: "Open a planned round by its plan or by one of your own, or take a closed one up again.",
  body: z.strictObject({
    revision: Revision,
    assignments: z
      .array(Pair)
      .max(ROUND_DOCUMENTS_MAX * 2)
      .optional(),
    reveal,
  }),
  bodyBytesMax: 4_000_000,
  returns: RoundResource,
});

export const closeRound = operation({
  method: "POST",
  path: `${one}:close`,
  permission: "round.manage",
  summary: "End work in a round. What is not submitted stays as it is until the round is opened again.",
  body: z.strictObject({ revision: Revision }),
  returns: RoundResource,
});

export const planRound = operation({
  method: "POST",
  path: `${one}:plan`,
  permission: "round.manage",
  summary: "What a plan would add to what is given already. Changes nothing.",
  body: Nothing.optional(),
  returns: PlanResource,
});

export const applyPlan = operation({
  method: "POST",
  path: `${one}:apply`,
  permission: "round.manage",
  summary: "Give out what the plan adds to what is given already, in an open round.",
  body: Nothing.optional(),
  returns: PlanResource,
});

export const claimDocument = operation({
  method: "POST",
  path: `${one}:claim`,
  permission: "round.claim",
  summary: "Take the next document of a round that lets members claim. The same id takes the same one.",
  body: z.strictObject({ id: Id }),
  returns: AssignmentResource,
});

export const giveBackDocument = operation({
  method: "POST",
  path: "/projects/{project}/documents/{document}:give-back",
  permission: "round.claim",
  summary: "Give back a document that you claimed. Your annotations on it stay yours.",
  body: Nothing.optional(),
  returns: AssignmentResource,
});

export const MyRound = z.strictObject({
  id: Id,
  name: z.string(),
  mode: z.enum(roundModes),
  isBlind: z.boolean(),
  dueAt: Time.nullable(),
  isOverdue: z.boolean(),
  total: z.int().describe("Documents of yours."),
  submitted: z.int(),
  opened: z.int().describe("Of yours, those on which you and your teammates see each other’s work now."),
  openedLast: z
    .array(z.strictObject({ id: Id, title: z.string() }))
    .describe("The last of those that you submitted."),
  canClaim: z.boolean(),
  next: z
    .array(
      z.strictObject({ id: Id, title: z.string(), state: z.enum(assignmentStates), isClaimed: z.boolean() }),
    )
    .describe("The first of your documents that are not submitted."),
});
export type MyRound = z.infer<typeof MyRound>;

export const readMyRounds = operation({
  method: "GET",
  path: `${collection}:mine`,
  permission: "round.read",
  summary: "The open rounds you work in, with what is yours to do.",
  returns: z.strictObject({ items: z.array(MyRound) }),
});
