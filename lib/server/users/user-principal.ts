import "server-only";
import { normalizeEmail } from "@/lib/contracts/email";
import type { Principal } from "@/lib/policy/policy";
import { AppError } from "../app-error";
import { db } from "../database";

/** Somebody on whose behalf a command on the server's own machine acts. What they may do, the table decides. */
export async function userPrincipal(givenEmail: string): Promise<Principal> {
  const email = normalizeEmail(givenEmail) ?? "";
  const user = await db().user.findUnique({
    where: { email },
    select: { id: true, name: true, administers: true, mayCreateProjects: true, disabledAt: true },
  });
  if (!user) throw new AppError("not_found", `Nobody has an account with the address ${givenEmail}.`);
  const { id: userId, disabledAt, ...facts } = user;
  if (disabledAt !== null) throw new AppError("wrong_state", "This account is disabled.");
  return { userId, ...facts, via: { kind: "session", sessionId: "command" } };
}
