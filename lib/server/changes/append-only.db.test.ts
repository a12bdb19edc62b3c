import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "@/lib/test/ask-database";
import { type FreshDatabase, freshDatabase } from "@/lib/test/fresh-database";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

describe("what happened", () => {
  it.each(["Change", "AuditEntry"])("in %s can't be altered, removed or emptied", async (table) => {
    for (const statement of [`UPDATE "${table}" SET "kind" = ''`, `DELETE FROM "${table}"`])
      await expect(ask(database.url, statement)).rejects.toThrow("never changed or removed");
    await expect(ask(database.url, `TRUNCATE "${table}"`)).rejects.toThrow("never changed or removed");
  });
});
