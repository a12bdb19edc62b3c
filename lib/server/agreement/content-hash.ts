import "server-only";
import { createHash } from "node:crypto";
import type { AgreementOptions } from "@/lib/contracts/agreement";
import { db, Prisma, type Transaction } from "../database";
import { codedAnnotations, codedWork } from "./coded-work";

/** Rises when the same work would come to other figures, so that old ones are not answered for new. */
const FIGURES_VERSION = 2;

/**
 * A hash of everything that a report's figures rest on. Equal hashes mean equal figures: texts never change, and
 * every edit of an annotation raises its revision. Sums of two hashes of each row don't depend on the order in
 * which the database reads them.
 */
export async function contentHashOf(
  projectId: string,
  options: AgreementOptions,
  tx: Transaction = db(),
): Promise<string> {
  const [rows] = await tx.$queryRaw<object[]>(Prisma.sql`
    WITH work AS MATERIALIZED ${codedWork(projectId, options)},
    facts AS (
      SELECT concat_ws(' ', 'work', w."documentId", w."setId", w."submittedAt") AS "fact" FROM work w
      UNION ALL
      SELECT concat_ws(' ', 'annotation', n."id", n."revision") FROM work w
      JOIN "Annotation" n ON n."documentId" = w."documentId" AND n."setId" = w."setId"
      WHERE ${codedAnnotations(projectId, options)}
      UNION ALL
      SELECT concat_ws(' ', 'scheme', p."schemeVersion") FROM "Project" p WHERE p."id" = ${projectId}::uuid
    )
    SELECT count(*)::text AS "count", sum(hashtextextended("fact", 0)::numeric)::text AS "one",
      sum(hashtextextended("fact", 1)::numeric)::text AS "other" FROM facts`);
  const content = JSON.stringify([FIGURES_VERSION, sorted(options), rows]);
  return createHash("sha256").update(content).digest("hex");
}

/** Options with their fields in one order, whatever order the database or a caller gives them in. */
const sorted = (options: AgreementOptions): unknown =>
  Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
