import { z } from "zod";
import { Id, operation, PageQuery, page, Time } from "./operation";

/** What somebody is told of. Each has a sentence in the inbox and can be sent by mail too. */
export const notificationKinds = [
  "assignment",
  "reminder",
  "mention",
  "reply",
  "resolved",
  "verdict",
  "correction",
  "reopened",
  "adjudicated",
  "guideline",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];
const Kind = z.enum(notificationKinds);

export const NotificationResource = z.strictObject({
  id: Id,
  projectId: Id,
  projectName: z.string(),
  kind: Kind,
  actorId: Id.nullable(),
  actorName: z.string().nullable().describe("Who caused it."),
  documentId: Id.nullable(),
  documentTitle: z.string().nullable(),
  subjectId: Id.nullable(),
  excerpt: z.string().describe("The beginning of what was said, or of the marked text."),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  createdAt: Time,
  readAt: Time.nullable(),
});
export type NotificationResource = z.infer<typeof NotificationResource>;

const Unread = z.int().describe("How many are unread over all projects.");

export const listNotifications = operation({
  method: "GET",
  path: "/notifications",
  permission: "notification.read",
  summary:
    "What you should know of, over all your projects, newest first. With Accept: text/event-stream it stays open and tells how many are unread whenever that changes.",
  wire: "feed",
  query: z.strictObject({
    ...PageQuery,
    limit: z.coerce.number().int().min(1).max(200).default(50),
    unread: z.stringbool().optional().describe("Only what you have not read."),
    kind: Kind.optional(),
    project: Id.optional(),
  }),
  returns: page(NotificationResource).extend({ unread: Unread }),
});

export const markNotificationsRead = operation({
  method: "POST",
  path: "/notifications:read",
  permission: "notification.manage",
  summary: "Mark notifications of yours as read: those you name, or all up to the newest one you have seen.",
  body: z.union([
    z.strictObject({ ids: z.array(Id).min(1).max(200) }),
    z.strictObject({ upTo: Id.describe("This one and all that are older.") }),
  ]),
  returns: z.strictObject({ unread: Unread }),
});

export const NotificationSettings = z.strictObject({
  mailed: z.array(Kind).describe("The kinds that are sent to you by mail too."),
  canMail: z.boolean().describe("Whether this installation sends mail at all."),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const readNotificationSettings = operation({
  method: "GET",
  path: "/account/notifications",
  permission: "notification.read",
  summary: "Which notifications are mailed to you.",
  returns: NotificationSettings,
});

export const updateNotificationSettings = operation({
  method: "PUT",
  path: "/account/notifications",
  permission: "notification.manage",
  summary: "Choose which notifications are mailed to you.",
  body: z.strictObject({ mailed: z.array(Kind).max(notificationKinds.length) }),
  returns: NotificationSettings,
});

/** What an open line says when an inbox is not as it was; also beside the changes of a document. */
export const InboxNews = z.strictObject({ unread: Unread });
export type InboxNews = z.infer<typeof InboxNews>;
/** How many mails somebody gets within an hour, of what anybody does and of what one person does; the inbox has all. */
export const MAILS_PER_HOUR_MAX = 20;
export const MAILS_OF_ONE_PER_HOUR_MAX = 10;
/** The name of that event. */
export const INBOX_EVENT = "inbox";
export const EXCERPT_LENGTH_MAX = 280;
