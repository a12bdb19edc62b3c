import "server-only";
import { z } from "zod";

/** What an archive says of itself; written last, so that an archive which was cut short has none. */
export const Manifest = z.strictObject({
  format: z.literal("concord-backup"),
  formatVersion: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The migrations that the database had: what its tables look like. */
  migrations: z.array(z.string().regex(/^\w+$/)).min(1),
  /** Each after those that its rows refer to. */
  tables: z.array(
    z.strictObject({
      name: z.string().min(1),
      columns: z.array(z.string().min(1)).min(1),
      rows: z.int().min(0),
      /** Of the rows as text, in the order of their keys; they lie in this many parts, which are read as one. */
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      parts: z.int().min(0),
    }),
  ),
  sequences: z.array(z.strictObject({ name: z.string().min(1), value: z.string().regex(/^\d{1,19}$/) })),
});
export type Manifest = z.infer<typeof Manifest>;
export type TableEntry = Manifest["tables"][number];

export const manifestPath = "manifest.json";
export const partPath = (table: string, part: number): string =>
  `tables/${table}/${String(part).padStart(6, "0")}.copy`;

/** Of the moment and of this machine: sign-ins end with a restore, counters and heartbeats begin again. */
export const leftOut: readonly string[] = ["Session", "RateLimit", "WorkerHeartbeat"];

/** How many of how many rows. */
export type Progress = (done: number, total: number) => void;
