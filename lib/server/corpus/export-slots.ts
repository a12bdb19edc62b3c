import "server-only";
import { AppError } from "../app-error";

/** Each holds a database connection and a snapshot for as long as its reader takes. */
const SLOTS_PER_PERSON = 2;
const RETRY_SECONDS = 10;

// Next loads modules more than once in one process; what is running must be counted once.
const holder = globalThis as typeof globalThis & { concordExports?: Map<string, number> };

/**
 * Takes one of the caller's places for an export that runs, and answers how to give it back. How many somebody
 * makes one after the other is not limited, only how many at the same time, on each node.
 */
export function takeExportSlot(userId: string): () => void {
  holder.concordExports ??= new Map();
  const running = holder.concordExports;
  const count = running.get(userId) ?? 0;
  if (count >= SLOTS_PER_PERSON)
    throw new AppError(
      "rate_limited",
      `You have ${SLOTS_PER_PERSON} exports running. Let one finish, or stop it, then try again.`,
      { retryAfterSeconds: RETRY_SECONDS },
    );
  running.set(userId, count + 1);
  let isTaken = true;
  return () => {
    if (!isTaken) return;
    isTaken = false;
    const left = (running.get(userId) ?? 1) - 1;
    if (left > 0) running.set(userId, left);
    else running.delete(userId);
  };
}
