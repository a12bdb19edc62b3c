import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openInstallation } from "@/lib/test/open-installation";
import { db, disconnect } from "../database";
import { adoptSettings, env } from "../env";

let close: () => Promise<void>;

beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(() => close());

/** A fresh copy: the module keeps its answer for a second, so that anybody may ask. */
async function readiness() {
  vi.resetModules();
  const { readReadiness } = await import("./read-readiness");
  return readReadiness();
}

describe("readiness", () => {
  it("fails while nobody runs jobs, or has not been heard of for half a minute", async () => {
    const failing = { status: "not_ready", checks: { database: "ok", migrations: "ok", worker: "failing" } };
    expect(await readiness()).toEqual(failing);
    await db().workerHeartbeat.create({ data: { id: "w", beatAt: new Date(Date.now() - 31_000) } });
    expect(await readiness()).toEqual(failing);
  });

  it("holds when database, migrations and worker do", async () => {
    await db().workerHeartbeat.update({ where: { id: "w" }, data: { beatAt: new Date() } });
    expect(await readiness()).toEqual({
      status: "ready",
      checks: { database: "ok", migrations: "ok", worker: "ok" },
    });
  });

  it("fails while a migration of this version is missing", async () => {
    const rows = await db().$queryRaw<{ name: string }[]>`
      UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = (
        SELECT id FROM _prisma_migrations ORDER BY started_at DESC LIMIT 1) RETURNING migration_name AS "name"`;
    expect(rows).toHaveLength(1);
    expect((await readiness()).checks).toEqual({ database: "ok", migrations: "failing", worker: "failing" });
    await db().$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = NULL`;
  });

  it("fails without words of ours when the database is away", async () => {
    const url = env().DATABASE_URL ?? "";
    await disconnect();
    adoptSettings({ DATABASE_URL: "postgresql://concord:nothing@127.0.0.1:1/concord" });
    const answer = await readiness();
    expect(answer).toEqual({
      status: "not_ready",
      checks: { database: "failing", migrations: "failing", worker: "failing" },
    });
    await disconnect();
    adoptSettings({ DATABASE_URL: url });
  });
});
