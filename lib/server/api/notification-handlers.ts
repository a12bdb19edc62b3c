import "server-only";
import { AppError } from "../app-error";
import { authorize } from "../authorize";
import { inboxFeed } from "../notifications/inbox-feed";
import * as read from "../notifications/read";
import * as write from "../notifications/write";
import { isLive } from "../sessions/read";
import type { Handlers } from "./handler";

export const notificationHandlers = {
  async listNotifications({ scope, query, request }) {
    if (!request.headers.get("accept")?.includes("text/event-stream"))
      return Response.json(await read.listNotifications(scope, query));
    return inboxFeed(async () => {
      if (!(await isLive(scope.principal))) throw new AppError("unauthenticated", "This session has ended.");
      return authorize("notification.read", { ...scope, projectId: null });
    }, request.signal);
  },
  markNotificationsRead: ({ scope, body }) => write.markNotificationsRead(scope, body),
  readNotificationSettings: ({ scope }) => read.readNotificationSettings(scope),
  updateNotificationSettings: ({ scope, body }) => write.updateNotificationSettings(scope, body.mailed),
} satisfies Handlers<
  "listNotifications" | "markNotificationsRead" | "readNotificationSettings" | "updateNotificationSettings"
>;
