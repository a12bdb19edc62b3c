import "server-only";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { errorCode } from "./startup-problem";

/** Is a process with this number running? True also for one that belongs to somebody else. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    return errorCode(thrown) === "EPERM";
  }
  // One that ended and that nobody collected (in containers without an init) still has its number.
  return process.platform !== "linux" || !["Z", "X"].includes(statOf(pid)?.[0] ?? "X");
}

/**
 * When the process began, in a form that only compares for equality: with the number it names one process, though
 * numbers are used again (in containers at every start). Null where the system does not tell.
 */
export function startOf(pid: number): string | null {
  if (process.platform === "linux") return statOf(pid)?.[19] ?? null;
  if (process.platform === "win32") return null;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    // The process is gone.
    return null;
  }
}

/** Fields of /proc/PID/stat from the state on: 0 is the state, 19 the start in ticks since the machine started. */
function statOf(pid: number): string[] | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before them, in parentheses, may hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    // The process is gone.
    return null;
  }
}

/** The command line of a process, or null when it cannot be read. */
export function commandOf(pid: number): string | null {
  try {
    if (process.platform === "linux")
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    if (process.platform === "win32") return null;
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    // The process is gone.
    return null;
  }
}

/** Names the set of process numbers that this machine or container counts in. */
export function processSpace(hostName: string): string {
  try {
    return `${hostName} ${fs.readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    // Only Linux has process namespaces.
    return hostName;
  }
}
