import "server-only";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import { z } from "zod";
import { isAlive, processSpace, startOf } from "./process-identity";
import { errorCode } from "./startup-problem";

/** A `server` keeps its data for itself; a `command` is a short visit, and several may share one Postgres. */
export type Purpose = "server" | "command";

const Holder = z.object({
  id: z.string(),
  purpose: z.enum(["server", "command", "leaving"]),
  pid: z.number(),
  start: z.string().nullable(),
  space: z.string(),
});
export type Holder = z.infer<typeof Holder>;

/** Proof that this process is the one that uses the data folder. */
export interface InstanceLock {
  /** Says that nobody should join any more, because we are about to go. */
  leave(): void;
  release(): void;
}

const heartbeatMs = 5_000;
/** Where a process cannot be asked (another container, or no start times), silence this long means that it is gone. */
const silenceMs = 20_000;

/**
 * Takes the lock of a data folder or tells who holds it. The lock needs no clean-up: after kill -9 the number and
 * start time in it name no process any more, and the next start takes it over.
 */
export function takeInstanceLock(file: string, purpose: Purpose): InstanceLock | Holder {
  const mine: Holder = {
    id: randomUUID(),
    purpose,
    pid: process.pid,
    start: startOf(process.pid),
    space: processSpace(os.hostname()),
  };
  for (;;) {
    if (publish(file, mine)) return keep(file, mine);
    const holder = readHolder(file);
    if (holder && isHolding(file, holder)) return holder;
    if (holder) removeStale(file, holder);
  }
}

/** Who holds the lock now, dead or alive. */
export function readHolder(file: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (thrown) {
    if (errorCode(thrown) === "ENOENT") return null;
    // An empty or torn file is left by a full disk or a crash of the machine: it names nobody.
    if (thrown instanceof SyntaxError || thrown instanceof z.ZodError) return unreadable;
    throw thrown;
  }
}

const unreadable: Holder = { id: "unreadable", purpose: "server", pid: 0, start: null, space: "" };

/** Does the process that wrote the lock still run? */
export function isHolding(file: string, holder: Holder): boolean {
  if (holder.pid === 0) return false;
  if (!isVisible(holder)) return heardLately(file);
  if (!isAlive(holder.pid)) return false;
  if (holder.start !== null) return startOf(holder.pid) === holder.start;
  return heardLately(file);
}

/** Does the holder live where we can see it, not on another machine or in another container? */
export function isVisible(holder: Holder): boolean {
  return holder.space === processSpace(os.hostname());
}

function heardLately(file: string): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < silenceMs;
}

/** Writes aside and links into place, so that a reader never meets half a lock and only one writer wins. */
function publish(file: string, holder: Holder): boolean {
  const aside = `${file}.${holder.id}`;
  fs.writeFileSync(aside, JSON.stringify(holder), { mode: 0o600 });
  try {
    fs.linkSync(aside, file);
    return true;
  } catch (thrown) {
    if (errorCode(thrown) === "EEXIST") return false;
    if (fs.existsSync(file)) return false;
    // A file system without hard links: the exclusive copy is not atomic for readers, but only one writer wins too.
    fs.copyFileSync(aside, file, fs.constants.COPYFILE_EXCL);
    return true;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/** Moves the lock away before looking at it again, so that a lock taken over meanwhile is put back, not lost. */
function removeStale(file: string, stale: Holder): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    fs.renameSync(file, aside);
  } catch (thrown) {
    if (errorCode(thrown) === "ENOENT") return;
    throw thrown;
  }
  const moved = readHolder(aside);
  if (moved && moved.id !== stale.id) publish(file, moved);
  fs.rmSync(aside, { force: true });
}

function keep(file: string, mine: Holder): InstanceLock {
  const isMine = () => readHolder(file)?.id === mine.id;
  const beat = setInterval(() => {
    if (isMine()) fs.utimesSync(file, new Date(), new Date());
  }, heartbeatMs);
  beat.unref();
  return {
    leave() {
      if (!isMine()) return;
      const aside = `${file}.${randomUUID()}`;
      fs.writeFileSync(aside, JSON.stringify({ ...mine, purpose: "leaving" }), { mode: 0o600 });
      fs.renameSync(aside, file);
    },
    release() {
      clearInterval(beat);
      if (isMine()) fs.rmSync(file, { force: true });
    },
  };
}
