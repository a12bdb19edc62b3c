import "server-only";
import { endPresence, sendPresence } from "../presence/write";
import type { Handlers } from "./handler";

export const presenceHandlers = {
  sendPresence: ({ scope, params, body }) => sendPresence(scope, params.document ?? "", body),
  endPresence: ({ scope, params }) => endPresence(scope, params.document ?? "", params.presence ?? ""),
} satisfies Handlers<"sendPresence" | "endPresence">;
