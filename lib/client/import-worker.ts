import { z } from "zod";

/** The part of /api/ready that tells whether jobs are carried out. */
const Ready = z.object({ checks: z.object({ migrations: z.string(), worker: z.string() }) });

/** Whether the server says of itself that nobody carries out its jobs. When it says nothing, nothing is claimed. */
export async function isWorkerMissing(): Promise<boolean> {
  let answer: unknown;
  try {
    answer = await (await fetch("/api/ready", { credentials: "same-origin" })).json();
  } catch {
    // No answer, or a proxy's page: that the server can't be reached is said by the request for the import itself.
    return false;
  }
  const ready = Ready.safeParse(answer);
  // Checks that come after one that fails are not made.
  return ready.success && ready.data.checks.migrations === "ok" && ready.data.checks.worker !== "ok";
}
