import "server-only";
import type { SetKind } from "@/lib/domain/annotation/set-kind";
import { Prisma } from "../database";

/**
 * The kinds of set whose submitted work on a document counts as somebody's coding of it: it is compared, measured and
 * adjudicated. An imported one is the work of somebody who is no member here, and is submitted or not there at all.
 */
export const coderKinds = ["annotator", "imported"] as const satisfies readonly SetKind[];

/** The same of a column `kind`. Written out, so that the planner knows the values. */
export const isCoders = (kind: Prisma.Sql): Prisma.Sql => Prisma.sql`${kind} IN ('annotator', 'imported')`;
