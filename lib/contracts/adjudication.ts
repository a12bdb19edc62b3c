import { z } from "zod";
import { decisionKinds, decisionReasons } from "@/lib/domain/adjudication/decision";
import { differenceKinds } from "@/lib/domain/adjudication/item";
import { settleMatches, settlePolicies } from "@/lib/domain/adjudication/settle-items";
import { annotationKinds } from "@/lib/domain/annotation/annotation";
import { entityKinds } from "@/lib/domain/scheme/scheme";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { AnnotationResource, NewAnnotation } from "./annotations";
import { FreeText, Id, NameAsIs, operation, PageQuery, page, Revision, Time } from "./operation";

export const DECISIONS_MAX = 100;
const SOURCES_MAX = 100;
export const DECISION_TEXT_LENGTH_MAX = 2_000;

/** Where the adjudication of a document stands. */
export const adjudicationStates = ["ready", "ongoing", "finished"] as const;

const Counts = {
  items: z.int().describe("Things that somebody marked; versions of one thing by several people count once."),
  differing: z.int().describe("Items that not all annotators say alike."),
  decided: z.int(),
  changed: z.int().describe("Decided items whose sources have changed since."),
};

export const AdjudicationResource = z.strictObject({
  documentId: Id,
  title: z.string(),
  state: z.enum(adjudicationStates),
  annotators: z.int(),
  ...Counts,
});
export type AdjudicationResource = z.infer<typeof AdjudicationResource>;

export const AwaitedDocument = z.strictObject({
  documentId: Id,
  title: z.string(),
  submitted: z.int().describe("Annotators who have submitted."),
  working: z.int().describe("Annotators who work on it and have not."),
  missing: z
    .int()
    .describe("How many annotators it takes besides: two at least, or as many as its round asks for."),
});
export type AwaitedDocument = z.infer<typeof AwaitedDocument>;

const Source = z.strictObject({ annotationId: Id, revision: Revision, isTaken: z.boolean() });

export const DecisionResource = z.strictObject({
  id: Id,
  documentId: Id,
  kind: z.enum(decisionKinds).describe("agreed and majority were taken by a rule, the others by a person."),
  annotationId: Id.nullable().describe("The gold annotation that it became; null when none was right."),
  reason: z.union([z.enum(decisionReasons), z.literal("")]),
  text: z.string(),
  sources: z
    .array(Source.extend({ revision: z.int().min(0) }))
    .describe(
      "The annotations that were decided on, at the revisions they had then; 0 if the words were corrected after that.",
    ),
  createdBy: Id.nullable(),
  createdAt: Time,
  deletedAt: Time.nullable(),
  revision: Revision,
});
export type DecisionResource = z.infer<typeof DecisionResource>;

export const ItemResource = z.strictObject({
  id: Id.describe("The smallest id among its versions."),
  kind: z.enum(annotationKinds),
  versions: z.array(Id).describe("At most one annotation of each set."),
  missing: z.array(Id).describe("The sets that say nothing of it."),
  differences: z.array(z.enum(differenceKinds)).describe("Empty where all sets say the same."),
  attributes: z.array(z.string()).describe("The attributes that differ."),
  decisions: z.array(Id),
  isChanged: z.boolean().describe("Its sources are no longer what was decided on."),
});

const ShownEntity = z.strictObject({
  setId: Id.describe("Whose it is: an annotator's, or the gold's own."),
  kind: z.enum(entityKinds),
  name: z.string(),
  aliases: z.array(z.string()),
  identifiers: z.record(z.string(), z.string()),
});

export const AdjudicationWork = z.strictObject({
  state: z.enum(adjudicationStates),
  ...Counts,
  sets: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      state: z.enum(assignmentStates),
      submittedAt: Time.nullable(),
    }),
  ),
  items: z.array(ItemResource),
  annotations: z.array(AnnotationResource).describe("The work that is compared."),
  decisions: z.array(DecisionResource),
  gold: z.array(AnnotationResource),
  goldSetId: Id.nullable().describe("Null before the first decision in the project."),
  orphaned: z
    .array(Id)
    .describe("Decisions whose gold stands on nothing: all their sources have been removed since."),
  vanished: z
    .array(AnnotationResource)
    .describe("What decisions cite and is compared no longer, as it was when it was removed."),
  seq: z
    .string()
    .describe("The newest change that this takes in: a feed that goes on from it misses nothing."),
  entities: z
    .record(z.string(), ShownEntity.extend({ key: z.string() }))
    .describe("What marks here stand for, and all of the gold's; the same key for what stands for the same."),
  deciders: z.record(z.string(), z.string()).describe("What those who decided are called, by their ids."),
  rules: z.array(z.strictObject({ id: Id, title: z.string() })).describe("Of the guidelines in force."),
});
export type AdjudicationWork = z.infer<typeof AdjudicationWork>;

const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("chosen"), from: Id, goldId: Id }),
  z.strictObject({ kind: z.literal("edited"), goldId: Id, annotation: NewAnnotation }),
  z.strictObject({ kind: z.literal("kept"), goldId: Id }),
  z.strictObject({ kind: z.literal("neither"), goldId: Id.optional() }),
]);

export const NewDecision = z.strictObject({
  id: Id,
  sources: z
    .array(z.strictObject({ annotationId: Id, revision: Revision }))
    .max(SOURCES_MAX)
    .describe(
      "All versions of the item, as you read them. None for what no annotator has marked. Where all are gone: those " +
        "of the decision that is replaced, as it cites them.",
    ),
  outcome: Outcome.describe(
    "goldId names the gold annotation: a new id, or that of a decision which this one replaces, to keep its links. " +
      "kept leaves it as it is; neither removes it, also where no decision made it.",
  ),
  reason: z.enum(decisionReasons).optional(),
  text: FreeText(DECISION_TEXT_LENGTH_MAX).optional(),
  rule: z.strictObject({ id: Id }).optional().describe("The rule in force that it is a case of."),
});
export type NewDecision = z.infer<typeof NewDecision>;

export const OperationId = Id.describe(
  "Names this operation: sent twice, it is applied once. It can be undone by this id.",
);
const Named = z.strictObject({ id: Id, revision: Revision });
const NewGoldEntity = z.strictObject({ id: Id, kind: z.enum(entityKinds), name: NameAsIs });
export type NewGoldEntity = z.infer<typeof NewGoldEntity>;
/** Gold that an operation touches, as its caller read it. */
export const NamedGold = z
  .array(Named)
  .max(DECISIONS_MAX)
  .default([])
  .describe(
    "All gold that is there on what is decided, as you read it: nobody's later change is replaced or removed unseen.",
  );
export const Outcomes = z.strictObject({
  decisions: z.array(DecisionResource),
  gold: z.array(AnnotationResource).describe("Every gold annotation that changed, removed ones too."),
  entities: z.record(z.string(), ShownEntity).describe("What the gold that changed stands for."),
});
export type Outcomes = z.infer<typeof Outcomes>;

const one = "/projects/{project}/documents/{document}/adjudication";

export const adjudicationSorts = ["oldest", "differing", "title"] as const;
const inRound = { round: Id.optional().describe("Documents of this round, or whose work was given in it.") };

export const listAdjudication = operation({
  method: "GET",
  path: "/projects/{project}/adjudication",
  permission: "adjudication.read",
  summary: "Documents whose annotators, two at least, have all submitted, with what is left to decide.",
  query: z.strictObject({
    ...PageQuery,
    limit: z.coerce.number().int().min(1).max(50).default(20),
    ...inRound,
    state: z.enum(["unfinished", "finished"]).optional(),
    sort: z
      .enum(adjudicationSorts)
      .default("oldest")
      .describe("oldest: as the documents came. differing: those in which most items differ first."),
  }),
  returns: page(AdjudicationResource),
});

export const listAwaitedAdjudication = operation({
  method: "GET",
  path: "/projects/{project}/adjudication/awaited",
  permission: "adjudication.read",
  summary: "Documents that two at least are to annotate and not all have submitted, with what they wait for.",
  query: z.strictObject({
    ...PageQuery,
    limit: z.coerce.number().int().min(1).max(100).default(20),
    ...inRound,
  }),
  returns: page(AwaitedDocument),
});

export const readAdjudication = operation({
  method: "GET",
  path: one,
  permission: "adjudication.read",
  summary: "What annotators say of a document side by side, and what has been decided.",
  returns: AdjudicationWork,
});

export const decide = operation({
  method: "POST",
  path: `${one}:decide`,
  permission: "adjudication.decide",
  summary: "Decide items: take a version, an edited one, several (a decision each) or none. All or nothing.",
  body: z.strictObject({
    opId: OperationId,
    replaces: z
      .array(Named)
      .max(DECISIONS_MAX)
      .default([])
      .describe("Decisions that these take the place of."),
    gold: NamedGold,
    entities: z
      .array(NewGoldEntity)
      .max(DECISIONS_MAX)
      .default([])
      .describe(
        "Entities of the gold that these decisions are the first to name: made with them or not at all.",
      ),
    decisions: z.array(NewDecision).max(DECISIONS_MAX),
  }),
  returns: Outcomes,
});

export const settle = operation({
  method: "POST",
  path: `${one}:settle`,
  permission: "adjudication.decide",
  summary: "Make gold of what a rule says is settled; with dryRun, say only what that would be.",
  body: z.strictObject({
    opId: OperationId.optional().describe("Needed unless it is a dry run."),
    policy: z.enum(settlePolicies),
    match: z.enum(settleMatches),
    dryRun: z.boolean().default(false),
    preview: z
      .string()
      .max(100)
      .optional()
      .describe("What a dry run answered: it is refused if anything else would be settled by now."),
  }),
  returns: Outcomes.extend({
    settled: z.array(z.strictObject({ itemId: Id, kind: z.enum(settlePolicies), from: Id, tag: z.string() })),
    left: z.int().describe("Undecided items that the rule leaves to a person."),
    waiting: z
      .int()
      .describe("Those of them that the rule would settle, were the marks that they join in the gold."),
    preview: z.string().describe("Stands for just this outcome on work as it is."),
  }),
});

export const undoDecisions = operation({
  method: "POST",
  path: `${one}:undo`,
  permission: "adjudication.decide",
  summary:
    "Take back an operation on this document's gold: its decisions and what they made. Undoing an undo repeats it.",
  body: z.strictObject({ opId: OperationId, undoes: Id.describe("The opId of what is taken back.") }),
  returns: Outcomes,
});

const State = z.strictObject({ state: z.enum(adjudicationStates) });

export const finishAdjudication = operation({
  method: "POST",
  path: `${one}:finish`,
  permission: "adjudication.decide",
  summary: "Say that every item has been decided. The gold is submitted, the annotators' work adjudicated.",
  returns: State,
});

export const resumeAdjudication = operation({
  method: "POST",
  path: `${one}:resume`,
  permission: "adjudication.decide",
  summary: "Take up an adjudication again that was finished.",
  returns: State,
});
