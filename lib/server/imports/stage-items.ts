import "server-only";
import { db, Prisma, type Transaction, transact } from "../database";
import { holdTarget, type ImportTarget } from "./import-target";
import type { StagedItem } from "./staged-item";

const BATCH_ITEMS_MAX = 500;
const BATCH_UNITS_MAX = 4_000_000;
const ANALYZE_FROM = 2_000;

/** Writes what was found in a file, batch by batch, so that a file of any size needs little memory. */
export class ItemStage {
  readonly #target: ImportTarget;
  readonly #file: number;
  #batch: StagedItem[] = [];
  #units = 0;
  #next: number;
  readonly #first: number;

  private constructor(target: ImportTarget, file: number, next: number) {
    this.#target = target;
    this.#file = file;
    this.#next = next;
    this.#first = next;
  }

  /** Begins a file anew: what an attempt that was cut short left of it is removed. */
  static async open(target: ImportTarget, file: number): Promise<ItemStage> {
    const next = await transact(async (tx) => {
      await holdTarget(tx, target, "reading");
      const { projectId, importId } = target;
      await tx.importItem.deleteMany({ where: { projectId, importId, fileNumber: { gte: file } } });
      const { _max } = await tx.importItem.aggregate({
        where: { projectId, importId },
        _max: { number: true },
      });
      return (_max.number ?? 0) + 1;
    });
    return new ItemStage(target, file, next);
  }

  /** How many items the import has so far. */
  get count(): number {
    return this.#next - 1 + this.#batch.length;
  }

  async add(item: StagedItem): Promise<void> {
    this.#batch.push(item);
    this.#units += item.text.length;
    if (this.#batch.length >= BATCH_ITEMS_MAX || this.#units >= BATCH_UNITS_MAX) await this.flush();
  }

  /** Writes what is left, and lets the planner know about a large file. */
  async end(): Promise<void> {
    await this.flush();
    if (this.#next - this.#first >= ANALYZE_FROM) await db().$executeRaw`ANALYZE "ImportItem"`;
  }

  async flush(): Promise<void> {
    const rows = this.#batch.map((item, at) => ({ ...item, number: this.#next + at }));
    this.#batch = [];
    this.#units = 0;
    this.#next += rows.length;
    if (rows.length === 0) return;
    const { projectId, importId } = this.#target;
    await transact(async (tx) => {
      await holdTarget(tx, this.#target, "reading");
      await tx.$executeRaw`
        INSERT INTO "ImportItem" ("projectId", "importId", "number", "fileNumber", "path", "line", "state", "reason",
          "documentId", "title", "text", "textSha256", "length", "metadata")
        SELECT ${projectId}::uuid, ${importId}::uuid, r."number", ${this.#file}::int, r."path", r."line", r."state",
          r."reason", r."documentId", r."title", r."text", r."textSha256", r."length", r."metadata"
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("number" int, "path" text, "line" int, "state" text,
          "reason" text, "documentId" uuid, "title" text, "text" text, "textSha256" text, "length" int, "metadata" jsonb)`;
    });
  }
}

/**
 * Marks texts that the project has, and texts that came earlier in the same import; but two documents with one
 * text in one corpus of ours are two on purpose. With `keep` they stay new
 * and only say so. Without a file number it looks at the whole import again.
 *
 * Rows that were just written have no statistics yet, and a plan made for a few of them takes minutes for many.
 * So nothing is joined with itself, and no LIMIT tempts the planner to look through all documents for one text.
 */
export async function markDuplicates(
  tx: Transaction,
  { projectId, importId }: ImportTarget,
  { file, keep }: { file?: number; keep: boolean },
): Promise<void> {
  const fresh = Prisma.sql`i."projectId" = ${projectId}::uuid AND i."importId" = ${importId}::uuid AND i."state" = 'new'`;
  const wanted = file === undefined ? Prisma.sql`TRUE` : Prisma.sql`i."fileNumber" = ${file}`;
  const set = keep
    ? Prisma.sql`"reason" = concat_ws(' ', found."why", nullif(i."reason", ''))`
    : Prisma.sql`"state" = 'duplicate', "reason" = found."why", "documentId" = found."id"`;
  const byKey = Prisma.sql`i."projectId" = ${projectId}::uuid AND i."importId" = ${importId}::uuid
    AND i."number" = found."number"`;
  await tx.$executeRaw(Prisma.sql`
    UPDATE "ImportItem" i SET ${set} FROM (
      SELECT DISTINCT ON (i."number") i."number", d."id",
        'The project has this text: “' || left(d."title", 200) || '”.' AS "why"
      FROM "ImportItem" i JOIN "Document" d ON d."projectId" = ${projectId}::uuid AND d."textSha256" = i."textSha256"
      WHERE ${fresh} AND ${wanted} AND d."deletedAt" IS NULL ORDER BY i."number", d."createdAt", d."id") found
    WHERE ${byKey}`);
  await tx.$executeRaw(Prisma.sql`
    UPDATE "ImportItem" i SET ${set} FROM (
      SELECT i."number", i."fileNumber", first_value(i."number") OVER same AS "first",
        first_value(i."fileNumber") OVER same AS "firstFile", first_value(i."documentId") OVER same AS "id",
        'The same text as ' || first_value(left(i."path", 300) || coalesce(', line ' || i."line", '')) OVER same || '.' AS "why"
      FROM "ImportItem" i WHERE ${fresh} WINDOW same AS (PARTITION BY i."textSha256" ORDER BY i."number")) found
    WHERE ${byKey} AND found."first" < found."number" AND ${wanted}
      AND NOT (found."firstFile" = found."fileNumber" AND found."fileNumber" IN (
        SELECT f."number" FROM "ImportFile" f
        WHERE f."projectId" = ${projectId}::uuid AND f."importId" = ${importId}::uuid AND f."isNative"))`);
}
