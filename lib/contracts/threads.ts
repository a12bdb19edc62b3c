import { z } from "zod";
import { threadStates } from "@/lib/domain/review/thread-state";
import { projectRoles } from "@/lib/policy/policy";
import { NewSpan } from "./annotations";
import { FreeText, Id, operation, PageQuery, page, Revision, RevisionInQuery, Time } from "./operation";

export const COMMENT_LENGTH_MAX = 10_000;
/** A conversation is answered as a whole; one that has grown this long is several. */
export const COMMENTS_MAX = 500;
export const MENTIONS_MAX = 50;

const CommentText = FreeText(COMMENT_LENGTH_MAX).refine(
  (text) => text.trim() !== "",
  "Write something first",
);
const Mentions = z.array(Id).max(MENTIONS_MAX).describe("Members who are spoken to; they are told of it.");

export const NewComment = z.strictObject({
  id: Id.optional().describe("Made by you if you like (UUID); sending the same id again is harmless."),
  text: CommentText.describe("Plain text; never markup."),
  mentions: Mentions.optional(),
});
export type NewComment = z.infer<typeof NewComment>;

export const CommentResource = z.strictObject({
  id: Id,
  threadId: Id,
  text: z.string().describe("Empty once it has been removed."),
  mentions: z.array(Id),
  createdBy: Id.nullable(),
  createdByName: z.string().nullable(),
  createdAt: Time,
  editedAt: Time.nullable(),
  deletedAt: Time.nullable(),
  revision: Revision,
});
export type CommentResource = z.infer<typeof CommentResource>;

export const ThreadResource = z.strictObject({
  id: Id,
  documentId: Id,
  setId: Id.nullable().describe("Whose work it is about: who may see that may see the conversation."),
  annotationId: Id.nullable(),
  start: z
    .int()
    .nullable()
    .describe("In code points; null where it is about an annotation or the whole document."),
  end: z.int().nullable(),
  quote: z
    .string()
    .describe(
      "The words it is about. With no start and no annotation: those of an earlier revision that the corrected text has no sure place for.",
    ),
  state: z.enum(threadStates),
  createdBy: Id.nullable(),
  createdAt: Time,
  resolvedAt: Time.nullable(),
  resolvedBy: Id.nullable(),
  resolvedByName: z.string().nullable(),
  revision: Revision,
  unread: z.int().describe("How many comments of others you have not read."),
  comments: z.array(CommentResource).describe("Oldest first."),
});
export type ThreadResource = z.infer<typeof ThreadResource>;

export const NewThread = z
  .strictObject({
    id: Id.optional().describe("Made by you if you like (UUID); sending the same id again is harmless."),
    annotationId: Id.optional().describe("The annotation it is about."),
    span: NewSpan.optional().describe("The stretch of text it is about. Without either: the whole document."),
    setId: Id.optional().describe(
      "Whose work it is about, where that isn't said by an annotation; your own unless you say. Leads speak to an annotator by it.",
    ),
    comment: NewComment,
  })
  .refine(
    ({ annotationId, span, setId }) =>
      annotationId === undefined || (span === undefined && setId === undefined),
    "About an annotation, or about a stretch of text: not both",
  );
export type NewThread = z.infer<typeof NewThread>;

const collection = "/projects/{project}/documents/{document}/threads";
const one = `${collection}/{thread}` as const;

export const createThread = operation({
  method: "POST",
  path: collection,
  permission: "comment.write",
  summary: "Begin a conversation about an annotation, a stretch of text or a whole document.",
  creates: true,
  body: NewThread,
  returns: ThreadResource,
});

export const listThreads = operation({
  method: "GET",
  path: collection,
  permission: "comment.read",
  summary: "The conversations on a document that you may see, with what has been said in them.",
  query: z.strictObject({
    ...PageQuery,
    state: z.enum(threadStates).optional(),
    annotation: Id.optional().describe("Only those about this annotation."),
  }),
  returns: page(ThreadResource),
});

export const readThread = operation({
  method: "GET",
  path: one,
  permission: "comment.read",
  summary: "One conversation.",
  returns: ThreadResource,
});

export const resolveThread = operation({
  method: "POST",
  path: `${one}:resolve`,
  permission: "comment.write",
  summary: "Say that a conversation has come to its end. Said twice, it changes nothing.",
  body: z.strictObject({ revision: Revision }),
  returns: ThreadResource,
});

export const reopenThread = operation({
  method: "POST",
  path: `${one}:reopen`,
  permission: "comment.write",
  summary: "Take a conversation up again.",
  body: z.strictObject({ revision: Revision }),
  returns: ThreadResource,
});

export const markThreadRead = operation({
  method: "POST",
  path: `${one}:read`,
  permission: "presence.send",
  summary: "Say up to which comment you have read a conversation.",
  body: z.strictObject({ commentId: Id }),
  returns: ThreadResource,
});

export const createComment = operation({
  method: "POST",
  path: `${one}/comments`,
  permission: "comment.write",
  summary: "Answer in a conversation.",
  creates: true,
  body: NewComment,
  returns: CommentResource,
});

export const updateComment = operation({
  method: "PATCH",
  path: `${one}/comments/{comment}`,
  permission: "comment.edit",
  summary: "Change what you said. Nobody changes the words of others.",
  body: z.strictObject({ revision: Revision, text: CommentText, mentions: Mentions.optional() }),
  returns: CommentResource,
});

export const deleteComment = operation({
  method: "DELETE",
  path: `${one}/comments/{comment}`,
  permission: "comment.edit",
  summary: "Remove a comment: your own, or for leads anybody's. That there was one stays to be seen.",
  query: z.strictObject({ revision: RevisionInQuery }),
  returns: CommentResource,
});

export const readAudience = operation({
  method: "GET",
  path: "/projects/{project}/documents/{document}/audience",
  permission: "comment.read",
  summary: "Who may see conversations about a set's work on a document: those who can be spoken to there.",
  query: z.strictObject({ set: Id.optional().describe("Your own unless you say.") }),
  returns: z.strictObject({
    items: z.array(z.strictObject({ id: Id, name: z.string(), role: z.enum(projectRoles) })),
  }),
});
