import "server-only";
import type { Snapshot } from "../corpus/snapshot";
import { Prisma } from "../database";

/** Something that is not as it must always be. */
export type Violation = {
  readonly projectId: string;
  /** Of the row: an id, or several with a space between them. */
  readonly id: string;
  readonly detail: string;
};

/** The data as it stands in one transaction. */
export type View = Pick<Snapshot, "rows">;

/** One thing that must always be true. `violations` selects "projectId", "id" and "detail" of what is not. */
export type Check = { readonly name: string; readonly violations: Prisma.Sql };

export const VIOLATIONS_SHOWN_MAX = 20;

/** The first violations of a check, and how many there are. */
export const firstOf = ({ violations }: Check): Prisma.Sql => Prisma.sql`
  SELECT v."projectId"::text, v."id"::text, v."detail"::text, count(*) OVER ()::int AS "count"
  FROM (${violations}) v ORDER BY v."projectId", v."id" LIMIT ${VIOLATIONS_SHOWN_MAX}`;
