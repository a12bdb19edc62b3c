import "server-only";
import * as comments from "../comments/write";
import * as read from "../threads/read";
import * as write from "../threads/write";
import { Existing, type Handlers } from "./handler";

type Params = Readonly<Record<string, string>>;
const documentIn = ({ document = "" }: Params): string => document;
const threadIn = ({ thread = "" }: Params): string => thread;
const commentIn = ({ thread = "", comment = "" }: Params) => ({ threadId: thread, id: comment });

export const threadHandlers = {
  async createThread({ scope, params, body }) {
    const { thread, isNew } = await write.createThread(scope, documentIn(params), body);
    return isNew ? thread : new Existing(thread);
  },
  listThreads: ({ scope, params, query }) => read.listThreads(scope, documentIn(params), query),
  readThread: ({ scope, params }) => read.readThread(scope, documentIn(params), threadIn(params)),
  resolveThread: ({ scope, params, body }) =>
    write.moveThread(scope, documentIn(params), "resolved", threadIn(params), body.revision),
  reopenThread: ({ scope, params, body }) =>
    write.moveThread(scope, documentIn(params), "open", threadIn(params), body.revision),
  markThreadRead: ({ scope, params, body }) =>
    write.markThreadRead(scope, documentIn(params), threadIn(params), body.commentId),
  async createComment({ scope, params, body }) {
    const { comment, isNew } = await comments.createComment(
      scope,
      documentIn(params),
      threadIn(params),
      body,
    );
    return isNew ? comment : new Existing(comment);
  },
  updateComment: ({ scope, params, body }) =>
    comments.updateComment(scope, documentIn(params), commentIn(params), body),
  deleteComment: ({ scope, params, query }) =>
    comments.deleteComment(scope, documentIn(params), commentIn(params), query.revision),
  readAudience: ({ scope, params, query }) => read.readAudience(scope, documentIn(params), query),
} satisfies Handlers<
  | "createThread"
  | "listThreads"
  | "readThread"
  | "resolveThread"
  | "reopenThread"
  | "markThreadRead"
  | "createComment"
  | "updateComment"
  | "deleteComment"
  | "readAudience"
>;
