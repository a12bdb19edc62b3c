import "server-only";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { hull } from "@/lib/domain/span/span";
import type { Transaction } from "../database";

/** Writes annotations that are not there yet, with their own times and authors. */
export async function insertAnnotations(
  tx: Transaction,
  projectId: string,
  annotations: readonly StoredAnnotation[],
): Promise<void> {
  const rows = annotations.map((row) => ({ ...row, ...(row.kind === "span" ? hull(row.spans) : {}) }));
  await tx.$executeRaw`
    INSERT INTO "Annotation" ("projectId", "id", "documentId", "setId", "kind", "tag", "spans", "start", "end",
      "entityId", "fromId", "toId", "attributes", "note", "createdAt", "createdBy", "updatedAt", "deletedAt",
      "revision")
    SELECT ${projectId}::uuid, r."id", r."documentId", r."setId", r."kind", r."tag", coalesce(r."spans", '[]'),
      r."start", r."end", r."entityId", r."fromId", r."toId", r."attributes", r."note", r."createdAt", r."createdBy",
      r."updatedAt", r."deletedAt", r."revision"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "documentId" uuid, "setId" uuid,
      "kind" text, "tag" text, "spans" jsonb, "start" int, "end" int, "entityId" uuid, "fromId" uuid, "toId" uuid,
      "attributes" jsonb, "note" text, "createdAt" timestamptz, "createdBy" uuid, "updatedAt" timestamptz,
      "deletedAt" timestamptz, "revision" int)`;
}
