import "server-only";
import { Prisma } from "../database";

const columns = {
  a: {
    createdAt: Prisma.sql`a."createdAt"`,
    submittedAt: Prisma.sql`a."submittedAt"`,
    claimedAt: Prisma.sql`a."claimedAt"`,
  },
  c: { createdAt: Prisma.sql`c."createdAt"`, updatedAt: Prisma.sql`c."updatedAt"` },
  d: { createdAt: Prisma.sql`d."createdAt"`, updatedAt: Prisma.sql`d."updatedAt"` },
  r: { createdAt: Prisma.sql`r."createdAt"`, updatedAt: Prisma.sql`r."updatedAt"` },
  g: { createdAt: Prisma.sql`g."createdAt"` },
  k: { createdAt: Prisma.sql`k."createdAt"` },
  m: {
    createdAt: Prisma.sql`m."createdAt"`,
    editedAt: Prisma.sql`m."editedAt"`,
    deletedAt: Prisma.sql`m."deletedAt"`,
  },
  n: {
    createdAt: Prisma.sql`n."createdAt"`,
    openedAt: Prisma.sql`n."openedAt"`,
    closedAt: Prisma.sql`n."closedAt"`,
    dueAt: Prisma.sql`n."dueAt"`,
  },
  p: { leftAt: Prisma.sql`p."leftAt"` },
  t: { createdAt: Prisma.sql`t."createdAt"`, resolvedAt: Prisma.sql`t."resolvedAt"` },
  e: {
    createdAt: Prisma.sql`e."createdAt"`,
    updatedAt: Prisma.sql`e."updatedAt"`,
    deletedAt: Prisma.sql`e."deletedAt"`,
  },
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

/** The same for a time as Postgres writes it in UTC: `2025-03-01 09:30:00.5+00`. */
export function isoTimeOf(written: string): string {
  const fraction = written[19] === "." ? written.slice(20, written.indexOf("+", 20)) : "";
  return `${written.slice(0, 10)}T${written.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}
