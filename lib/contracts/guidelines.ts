import { z } from "zod";
import type { Guideline } from "@/lib/domain/guideline/guideline";
import {
  FreeText,
  Id,
  NameAsIs,
  Nothing,
  operation,
  PageQuery,
  page,
  Revision,
  RevisionInQuery,
  Time,
} from "./operation";

const RULES_MAX = 500;
const Markdown = FreeText(20_000);

const RuleShape = z.strictObject({
  id: Id.describe("Stays the same over all versions."),
  title: NameAsIs,
  tag: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)
    .nullable()
    .describe("The tag or relation type it is about; null for all."),
  text: Markdown.describe("Markdown."),
});
export const GuidelineShape: z.ZodType<Guideline> = z.strictObject({
  intro: Markdown,
  rules: z
    .array(RuleShape)
    .max(RULES_MAX)
    .refine(
      (rules) => new Set(rules.map(({ id }) => id)).size === rules.length,
      "Two rules have the same id",
    ),
});

const VersionNumber = z.int().min(0).describe("0 before the first version.");
export const GuidelineResource = z.strictObject({
  number: VersionNumber,
  guideline: GuidelineShape,
  createdAt: Time.nullable(),
  readNumber: VersionNumber.describe("The newest version you have marked as read."),
  newestNumber: VersionNumber,
});
export type GuidelineResource = z.infer<typeof GuidelineResource>;

const collection = "/projects/{project}/guidelines";

export const readGuideline = operation({
  method: "GET",
  path: collection,
  permission: "guideline.read",
  summary: "The guidelines in force, or an earlier version of them.",
  query: z.strictObject({ number: RevisionInQuery.optional() }),
  returns: GuidelineResource,
});

export const replaceGuideline = operation({
  method: "PUT",
  path: collection,
  permission: "guideline.edit",
  summary: "Put a new version of the guidelines in force. Earlier versions stay readable.",
  body: z.strictObject({
    number: VersionNumber.describe("The version you read."),
    guideline: GuidelineShape,
  }),
  bodyBytesMax: 4_000_000,
  returns: GuidelineResource,
});

export const GuidelineVersionSummary = z.strictObject({
  number: z.int(),
  createdAt: Time,
  createdBy: Id.nullable(),
  createdByName: z.string().nullable(),
  rules: z.int(),
});
export type GuidelineVersionSummary = z.infer<typeof GuidelineVersionSummary>;

export const listGuidelineVersions = operation({
  method: "GET",
  path: `${collection}/versions`,
  permission: "guideline.read",
  summary: "The versions of the guidelines, newest first.",
  query: z.strictObject(PageQuery),
  returns: page(GuidelineVersionSummary),
});

export const markGuidelineRead = operation({
  method: "POST",
  path: `${collection}:read`,
  permission: "presence.send",
  summary: "Say that you have read a version: later ones are then compared with it.",
  body: z.strictObject({ number: Revision }),
  returns: z.strictObject({ readNumber: z.int() }),
});

export const EarlierAnnotation = z.strictObject({
  id: Id,
  documentId: Id,
  documentTitle: z.string(),
  author: z.string(),
  quote: z.string().describe("Empty for what is not a span."),
  updatedAt: Time,
});
export type EarlierAnnotation = z.infer<typeof EarlierAnnotation>;

export const listAnnotationsBeforeRule = operation({
  method: "GET",
  path: `${collection}/rules/{rule}/annotations`,
  permission: "guideline.read",
  summary: "Annotations you may see that were last changed before a rule got the words it has now.",
  query: z.strictObject(PageQuery),
  returns: page(EarlierAnnotation).extend({
    total: z.int(),
    changedIn: z.int().nullable().describe("The version that changed the rule; null when none did."),
  }),
});

export const GuidelineCase = z.strictObject({
  id: Id,
  ruleId: Id,
  version: z.int().describe("The version of the guidelines it was attached under."),
  note: z.string(),
  threadId: Id.nullable(),
  decisionId: Id.nullable(),
  documentId: Id.nullable().describe("Null when you may not see what the case is about."),
  documentTitle: z.string().nullable(),
  quote: z.string(),
  createdAt: Time,
  createdByName: z.string().nullable(),
  deletedAt: Time.nullable(),
  revision: Revision,
});
export type GuidelineCase = z.infer<typeof GuidelineCase>;

export const CASE_NOTE_LENGTH_MAX = 5_000;
const Note = FreeText(CASE_NOTE_LENGTH_MAX);

export const listGuidelineCases = operation({
  method: "GET",
  path: `${collection}/cases`,
  permission: "guideline.read",
  summary: "Case law: the decisions and conversations that show how rules are meant.",
  query: z.strictObject({ ...PageQuery, rule: Id.optional() }),
  returns: page(GuidelineCase),
});

export const createGuidelineCase = operation({
  method: "POST",
  path: `${collection}/cases`,
  permission: "guideline.edit",
  summary: "Attach a decision or a conversation to a rule.",
  creates: true,
  body: z
    .strictObject({
      id: Id.optional(),
      ruleId: Id,
      threadId: Id.optional(),
      decisionId: Id.optional(),
      note: Note.default(""),
    })
    .refine(
      ({ threadId, decisionId }) => (threadId === undefined) !== (decisionId === undefined),
      "Name a conversation or a decision, one of the two",
    ),
  returns: GuidelineCase,
});

export const deleteGuidelineCase = operation({
  method: "DELETE",
  path: `${collection}/cases/{case}`,
  permission: "guideline.edit",
  summary: "Take a case off its rule. It can be put back.",
  query: z.strictObject({ revision: RevisionInQuery }),
  returns: GuidelineCase,
});

export const restoreGuidelineCase = operation({
  method: "POST",
  path: `${collection}/cases/{case}:restore`,
  permission: "guideline.edit",
  summary: "Put a case back that was taken off its rule.",
  body: Nothing.optional(),
  returns: GuidelineCase,
});
