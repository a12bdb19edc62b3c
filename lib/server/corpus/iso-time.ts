import "server-only";
import { Prisma } from "../database";

const columns = {
  a: {
    createdAt: Prisma.sql`a."createdAt"`,
    updatedAt: Prisma.sql`a."updatedAt"`,
    submittedAt: Prisma.sql`a."submittedAt"`,
  },
  c: { createdAt: Prisma.sql`c."createdAt"`, updatedAt: Prisma.sql`c."updatedAt"` },
  d: { createdAt: Prisma.sql`d."createdAt"`, updatedAt: Prisma.sql`d."updatedAt"` },
  r: { createdAt: Prisma.sql`r."createdAt"`, updatedAt: Prisma.sql`r."updatedAt"` },
  e: { createdAt: Prisma.sql`e."createdAt"`, updatedAt: Prisma.sql`e."updatedAt"` },
} as const;

/** A time as files have it: ISO 8601 in UTC with milliseconds, whatever time zone the server's session has. */
export function isoTime<Alias extends keyof typeof columns>(
  alias: Alias,
  column: keyof (typeof columns)[Alias],
): Prisma.Sql {
  // Every value of the table is one; indexed by two type parameters the compiler can't see it.
  const at = columns[alias][column] as Prisma.Sql;
  return Prisma.sql`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
