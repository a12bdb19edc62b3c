import "server-only";
import type { z } from "zod";
import type { AccountResource } from "@/lib/contracts/accounts";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db } from "../database";

/** Who the caller is. */
export async function readAccount({
  principal,
}: Scope<"account.read"> | Scope<"account.manage">): Promise<z.infer<typeof AccountResource>> {
  const user = await db().user.findUnique({
    where: { id: principal.userId },
    select: {
      id: true,
      name: true,
      email: true,
      administers: true,
      mayCreateProjects: true,
      passwordHash: true,
    },
  });
  if (!user) throw missing("account");
  const { passwordHash, ...account } = user;
  return { ...account, hasPassword: passwordHash !== null };
}
