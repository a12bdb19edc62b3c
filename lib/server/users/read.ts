import "server-only";
import type { z } from "zod";
import type { UserResource } from "@/lib/contracts/accounts";
import type { Scope } from "../authorize";
import { db } from "../database";
import { idPage, type PageOf, startOf } from "../id-page";

export type UserItem = z.infer<typeof UserResource>;

export const userSelect = {
  id: true,
  name: true,
  email: true,
  administers: true,
  mayCreateProjects: true,
  disabledAt: true,
  createdAt: true,
} as const;

type UserRow = Omit<UserItem, "disabledAt" | "createdAt"> & { disabledAt: Date | null; createdAt: Date };

export const userItem = (row: UserRow): UserItem => ({
  ...row,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

/** Everybody with an account, in the order in which they came. */
export async function listUsers(
  _: Scope<"installation.administer">,
  { search, ...page }: PageOf & { readonly search?: string | undefined },
): Promise<{ items: UserItem[]; nextCursor: string | null }> {
  const start = startOf(page);
  const words = search?.trim();
  const contains = words ? ({ contains: literal(words), mode: "insensitive" } as const) : null;
  const rows = await db().user.findMany({
    where: {
      ...(start ? { id: { gt: start } } : {}),
      ...(contains ? { OR: [{ name: contains }, { email: contains }] } : {}),
    },
    orderBy: { id: "asc" },
    take: page.limit + 1,
    select: userSelect,
  });
  return idPage(rows, page, userItem);
}

/** Prisma hands the words to LIKE, where these signs would stand for others. */
const literal = (words: string): string => words.replace(/[\\%_]/g, "\\$&");
