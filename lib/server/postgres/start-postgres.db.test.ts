import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPostmaster } from "./postmaster";
import { isAlive } from "./process-identity";
import { type RunningPostgres, startPostgres } from "./start-postgres";
import { StartupProblem } from "./startup-problem";

let dataDir: string;
let running: RunningPostgres[];
let children: ChildProcess[];
const said: string[] = [];

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "concord-test-"));
  running = [];
  children = [];
  said.length = 0;
});

afterEach(async () => {
  for (const server of running.reverse()) await server.stop();
  for (const child of children) child.kill("SIGKILL");
  const cluster = path.join(dataDir, "postgres");
  if (fs.existsSync(cluster)) fs.rmSync(fs.realpathSync(cluster), { recursive: true, force: true });
  fs.rmSync(dataDir, { recursive: true, force: true });
});

async function start(purpose: "server" | "command" = "server"): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, purpose, say: (line) => void said.push(line) });
  running.push(server);
  return server;
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another Concord, in a process of its own; answers with the first thing that it says. */
async function startElsewhere(): Promise<{ child: ChildProcess; line: string }> {
  const script = path.resolve("lib/test/hold-postgres.ts");
  const words = ["--conditions=react-server", "--import", "tsx", script, dataDir];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  const [chunk] = await once(child.stdout, "data");
  return { child, line: String(chunk).trim() };
}

describe("the embedded Postgres", () => {
  it("keeps what was written over a stop and a start", async () => {
    const first = await start();
    await ask(first.url, "create table kept (text text)");
    await ask(first.url, "insert into kept values ('à côté 𝄞')");
    await first.stop();
    const second = await start();
    expect(await ask(second.url, "select text from kept")).toEqual([{ text: "à côté 𝄞" }]);
  });

  it("promises durability and sorts by code point", async () => {
    const { url } = await start();
    const [row] = await ask(
      url,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
        current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
        'Z' < 'a' as by_code_point, upper('é') as upper, usesuper as super
        from pg_user where usename = current_user`,
    );
    expect(row).toEqual({
      fsync: "on",
      pages: "on",
      checksums: "on",
      encoding: "UTF8",
      by_code_point: true,
      upper: "É",
      super: false,
    });
  });

  it("lets nobody else read the folder, and nobody in without the password", async () => {
    const { url } = await start();
    for (const name of ["", "postgres", "postgres-access.json", "postgres.log", "instance.lock"]) {
      expect(fs.statSync(path.join(dataDir, name)).mode & 0o077).toBe(0);
    }
    const wrong = new URL(url);
    wrong.password = "wrong";
    await expect(ask(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    expect(fs.readdirSync(dataDir).filter((name) => name.includes("initial"))).toEqual([]);
  });

  it("comes back on the same port when it is killed", async () => {
    const server = await start();
    await ask(server.url, "create table kept ()");
    const before = readPostmaster(path.join(dataDir, "postgres"))?.pid ?? 0;
    process.kill(before, "SIGKILL");
    await expect
      .poll(() => ask(server.url, "select * from kept").catch(() => null), { timeout: 120_000 })
      .toEqual([]);
    expect(readPostmaster(path.join(dataDir, "postgres"))?.pid).not.toBe(before);
  });

  it("stops the Postgres of a Concord that was killed, and keeps what it had acknowledged", async () => {
    const { child, line } = await startElsewhere();
    await ask(line, "create table kept (n int)");
    const orphan = readPostmaster(path.join(dataDir, "postgres"))?.pid ?? 0;
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(orphan)).toBe(true);
    const server = await start();
    expect(isAlive(orphan)).toBe(false);
    expect(await ask(server.url, "select * from kept")).toEqual([]);
  });

  it("starts after Concord and Postgres were killed at once", async () => {
    const { child, line } = await startElsewhere();
    await ask(line, "create table kept (n int)");
    child.kill("SIGKILL");
    process.kill(readPostmaster(path.join(dataDir, "postgres"))?.pid ?? 0, "SIGKILL");
    const server = await start();
    expect(await ask(server.url, "select * from kept")).toEqual([]);
  });

  it("refuses a second server on the same data with plain words", async () => {
    await start();
    const { child, line } = await startElsewhere();
    expect(line).toContain("already running on");
    if (child.exitCode === null) await once(child, "exit");
    expect(child.exitCode).toBe(1);
  });

  it("lets a command visit the Postgres of a running server", async () => {
    const server = await start();
    const visit = await start("command");
    expect(visit.isVisitor).toBe(true);
    await visit.stop();
    expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("keeps a command's Postgres until the command that joined it is done", async () => {
    const host = await start("command");
    const guest = await start("command");
    let isOver = false;
    const leaving = host.stop().then(() => {
      isOver = true;
    });
    expect(await ask(guest.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(isOver).toBe(false);
    await guest.stop();
    await leaving;
    running = [];
  });

  it("does not close a folder that holds other people's files", async () => {
    fs.chmodSync(dataDir, 0o755);
    fs.writeFileSync(path.join(dataDir, "thesis.doc"), "");
    await expect(start()).rejects.toThrow(StartupProblem);
    expect(fs.statSync(dataDir).mode & 0o777).toBe(0o755);
  });
});
