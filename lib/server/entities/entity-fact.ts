import "server-only";
import type { Prisma } from "../database";

/** What the log keeps of an entity. */
export const entityFact = {
  id: true,
  setId: true,
  kind: true,
  name: true,
  aliases: true,
  identifiers: true,
  note: true,
  deletedAt: true,
  revision: true,
} as const satisfies Prisma.EntitySelect;

export type EntityFact = Prisma.EntityGetPayload<{ select: typeof entityFact }>;
