import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type InstanceLock, takeInstanceLock } from "./instance-lock";
import { processSpace, startOf } from "./process-identity";

let folder: string;
let file: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-lock-"));
  file = path.join(folder, "instance.lock");
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const here = processSpace(os.hostname());
const write = (holder: object) =>
  fs.writeFileSync(
    file,
    JSON.stringify({
      id: "old",
      purpose: "server",
      pid: process.pid,
      start: startOf(process.pid),
      space: here,
      ...holder,
    }),
  );

function take(): InstanceLock {
  const taken = takeInstanceLock(file, "server");
  if (!("release" in taken)) throw new Error("The lock is held.");
  return taken;
}

describe("the instance lock", () => {
  it("is held by one at a time and free after release", () => {
    const first = take();
    expect(takeInstanceLock(file, "command")).toMatchObject({ pid: process.pid, purpose: "server" });
    first.release();
    take().release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("passes from a process that was killed", () => {
    write({ pid: 2 ** 22 + 1, start: "1" });
    take().release();
  });

  it("passes when the number of the killed process belongs to another one now", () => {
    write({ start: "some other start" });
    take().release();
  });

  it("is respected for a while when its holder lives where we cannot see, then passes", () => {
    write({ space: "another container", pid: 1, start: "1" });
    expect(takeInstanceLock(file, "server")).toMatchObject({ space: "another container" });
    const long = new Date(Date.now() - 60_000);
    fs.utimesSync(file, long, long);
    take().release();
  });

  it("passes when a crash of the machine left half of it", () => {
    fs.writeFileSync(file, '{"id":"o');
    take().release();
  });

  it("says when its holder is about to leave", () => {
    const lock = take();
    lock.leave();
    expect(takeInstanceLock(file, "command")).toMatchObject({ purpose: "leaving" });
    lock.release();
    expect(fs.existsSync(file)).toBe(false);
  });
});
