import "server-only";
import { readAccount } from "../accounts/read";
import { changePassword, updateAccount } from "../accounts/write";
import { listApiKeys } from "../api-keys/read";
import { createApiKey, revokeApiKey } from "../api-keys/write";
import { listSessions } from "../sessions/read";
import { endSession, endSessions } from "../sessions/write";
import type { Handlers } from "./handler";

export const accountHandlers = {
  readAccount: ({ scope }) => readAccount(scope),
  updateAccount: ({ scope, body }) => updateAccount(scope, body),
  changePassword: ({ scope, body }) => changePassword(scope, body),
  listSessions: ({ scope, query }) => listSessions(scope, query),
  endSession: ({ scope, params }) => endSession(scope, params.session ?? ""),
  endOtherSessions: ({ scope, body }) => endSessions(scope, body),
  createApiKey: ({ scope, body }) => createApiKey(scope, body),
  listApiKeys: ({ scope, query }) => listApiKeys(scope, query),
  revokeApiKey: ({ scope, params }) => revokeApiKey(scope, params.key ?? ""),
} satisfies Handlers<
  | "readAccount"
  | "updateAccount"
  | "changePassword"
  | "listSessions"
  | "endSession"
  | "endOtherSessions"
  | "createApiKey"
  | "listApiKeys"
  | "revokeApiKey"
>;
