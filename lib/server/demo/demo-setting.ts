import "server-only";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { db, type Transaction } from "../database";

const KEY = "demo";
const DemoSetting = z.strictObject({ projectId: z.uuid(), isMade: z.boolean() });
export type DemoSetting = z.infer<typeof DemoSetting>;

/** Which project is the demo, and whether all of it has been made. Null where none was ever begun. */
export async function readDemo(tx: Transaction): Promise<DemoSetting | null> {
  const row = await tx.setting.findUnique({ where: { key: KEY }, select: { value: true } });
  return row && DemoSetting.parse(row.value);
}

/** Decides once for all nodes and all starts which project is the demo. */
export async function beginDemo(): Promise<DemoSetting> {
  const value: DemoSetting = { projectId: uuidv7(), isMade: false };
  await db().setting.createMany({ data: [{ key: KEY, value }], skipDuplicates: true });
  return (await readDemo(db())) ?? value;
}

/** Says that the demo is whole: it is never made again, whatever people do with it. */
export async function endDemo(tx: Transaction, { projectId }: DemoSetting): Promise<void> {
  const value: DemoSetting = { projectId, isMade: true };
  await tx.setting.update({ where: { key: KEY }, data: { value }, select: { key: true } });
}
