import "server-only";
import { listUsers } from "../users/read";
import { createResetLink, updateUser } from "../users/write";
import type { Handlers } from "./handler";

export const userHandlers = {
  listUsers: ({ scope, query }) => listUsers(scope, query),
  updateUser: ({ scope, params, body }) => updateUser(scope, params.user ?? "", body),
  createResetLink: ({ scope, params }) => createResetLink(scope, params.user ?? ""),
} satisfies Handlers<"listUsers" | "updateUser" | "createResetLink">;
