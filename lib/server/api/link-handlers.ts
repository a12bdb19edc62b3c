import "server-only";
import { readLink } from "../links/read";
import { redeemLink } from "../links/write";
import type { Handlers } from "./handler";

export const linkHandlers = {
  readLink: ({ scope, body }) => readLink(scope, body.token),
  useLink: ({ scope, body }) => redeemLink(scope, body),
} satisfies Handlers<"readLink" | "useLink">;
