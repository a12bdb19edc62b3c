import { z } from "zod";
import { entityKinds } from "@/lib/domain/scheme/scheme";
import { NOTE_LENGTH_MAX, SetName } from "./annotations";
import {
  FreeText,
  Id,
  NameAsIs,
  operation,
  PageQuery,
  page,
  Revision,
  RevisionInQuery,
  Time,
} from "./operation";

const Identifiers = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/), FreeText(200));

const shape = {
  name: NameAsIs,
  aliases: z.array(NameAsIs).max(200),
  identifiers: Identifiers,
  note: FreeText(NOTE_LENGTH_MAX),
};

export const EntityResource = z.strictObject({
  id: Id,
  setId: Id,
  kind: z.enum(entityKinds),
  ...shape,
  createdBy: Id.nullable(),
  createdAt: Time,
  updatedAt: Time,
  deletedAt: Time.nullable(),
  revision: Revision,
  mentions: z.int().describe("How many mentions of it you may see."),
});
export type EntityResource = z.infer<typeof EntityResource>;

const collection = "/projects/{project}/entities";

export const createEntity = operation({
  method: "POST",
  path: collection,
  permission: "entity.edit",
  summary: "Add an actor, event, utterance, place or time that mentions in many documents can stand for.",
  creates: true,
  body: z.strictObject({
    id: Id.optional(),
    set: SetName.optional(),
    kind: z.enum(entityKinds),
    name: NameAsIs,
    aliases: shape.aliases.optional(),
    identifiers: Identifiers.optional(),
    note: shape.note.optional(),
  }),
  returns: EntityResource,
});

export const listEntities = operation({
  method: "GET",
  path: collection,
  permission: "entity.read",
  summary: "Entities you may see.",
  query: z.strictObject({
    ...PageQuery,
    kind: z.enum(entityKinds).optional(),
    search: FreeText(200).optional(),
  }),
  returns: page(EntityResource),
});

export const readEntity = operation({
  method: "GET",
  path: `${collection}/{entity}`,
  permission: "entity.read",
  summary: "One entity.",
  returns: EntityResource,
});

export const updateEntity = operation({
  method: "PATCH",
  path: `${collection}/{entity}`,
  permission: "entity.edit",
  summary: "Change an entity of yours, or as a lead one of the gold.",
  body: z.strictObject(shape).partial().extend({ revision: Revision }),
  returns: EntityResource,
});

export const deleteEntity = operation({
  method: "DELETE",
  path: `${collection}/{entity}`,
  permission: "entity.edit",
  summary: "Remove an entity of yours that no mention stands for, those of superseded texts aside.",
  query: z.strictObject({ revision: RevisionInQuery }),
  returns: EntityResource,
});

export const restoreEntity = operation({
  method: "POST",
  path: `${collection}/{entity}:restore`,
  permission: "entity.edit",
  summary: "Bring back an entity of yours that was removed.",
  body: z.strictObject({ revision: Revision }),
  returns: EntityResource,
});

export const ChangeResource = z.strictObject({
  seq: z.string().describe("Rises with every change of the project; a cursor for `since`."),
  kind: z.string(),
  subjectId: Id,
  documentId: Id.nullable(),
  documentTitle: z.string().nullable(),
  setId: Id.nullable(),
  principal: Id.nullable(),
  principalName: z.string().nullable(),
  opId: Id,
  at: Time,
  before: z.unknown(),
  after: z.unknown(),
});
export type ChangeResource = z.infer<typeof ChangeResource>;

const CHANGE_NUMBER_MAX = "9223372036854775807";
/** The number of a change as it travels: JSON's numbers are too small for it. */
export const ChangeNumber = z
  .string()
  .regex(/^\d{1,19}$/)
  .refine((digits) => digits.padStart(19, "0") <= CHANGE_NUMBER_MAX, "No change has so large a number");

/** What a change can be about: the part of its kind before the dot. */
export const changeNouns = [
  "annotation",
  "assignment",
  "case",
  "comment",
  "displacement",
  "decision",
  "document",
  "entity",
  "guideline",
  "import",
  "member",
  "invitation",
  "project",
  "round",
  "review",
  "scheme",
  "set",
  "thread",
] as const;

export const listChanges = operation({
  method: "GET",
  path: "/projects/{project}/changes",
  permission: "change.read",
  summary:
    "What happened, oldest first unless you ask otherwise. With Accept: text/event-stream it stays open and goes on live.",
  wire: "feed",
  query: z.strictObject({
    since: ChangeNumber.optional(),
    before: ChangeNumber.optional().describe(
      "Only what is older than this number: the cursor of a page that was newest first.",
    ),
    order: z
      .enum(["oldest", "newest"])
      .optional()
      .describe("Which comes first; oldest unless you say newest."),
    document: Id.optional(),
    principal: Id.optional().describe("Only what this person did."),
    noun: z.enum(changeNouns).optional().describe("Only what happened to things of this kind."),
    subject: Id.optional().describe("The history of one annotation, document or entity."),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  returns: page(ChangeResource),
});
