import "server-only";
import { listInvitations, listMembers } from "../members/read";
import { createInvitation, removeMember, revokeInvitation, updateMember } from "../members/write";
import type { Handlers } from "./handler";

export const memberHandlers = {
  listMembers: ({ scope, query }) => listMembers(scope, query),
  updateMember: ({ scope, params, body }) => updateMember(scope, params.member ?? "", body),
  removeMember: ({ scope, params }) => removeMember(scope, params.member ?? ""),
  createInvitation: ({ scope, body }) => createInvitation(scope, body),
  listInvitations: ({ scope, query }) => listInvitations(scope, query),
  revokeInvitation: ({ scope, params }) => revokeInvitation(scope, params.invitation ?? ""),
} satisfies Handlers<
  | "listMembers"
  | "updateMember"
  | "removeMember"
  | "createInvitation"
  | "listInvitations"
  | "revokeInvitation"
>;
