/** What somebody is told of. Each has a sentence in the inbox and can be sent by mail too. */
export const notificationKinds = [
  "assignment",
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
