import "server-only";
import pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "./app-error";
import { env } from "./env";
import { log } from "./log";
import { secretHash } from "./secret";

const MINUTE = 60;
const DAY = 86_400;
/** However often somebody guesses, the person whose account it is can try again after this long. */
const BLOCK_SECONDS_MAX = 15 * MINUTE;

/**
 * What is limited: guesses, and words that are sent to others. All other work is never slowed down, and a limit
 * counts in the database, so that it holds over all nodes. `isGrowing`: each time the limit is passed within a day,
 * the wait doubles. `tooMany`: what it counts, as whoever passes it is told.
 */
const limits = {
  "sign-in-account": { points: 5, seconds: MINUTE, isGrowing: true, tooMany: "tries" },
  "sign-in-address": { points: 20, seconds: MINUTE, isGrowing: false, tooMany: "tries" },
  "link-address": { points: 20, seconds: MINUTE, isGrowing: false, tooMany: "tries" },
  "key-address": { points: 20, seconds: MINUTE, isGrowing: false, tooMany: "tries" },
  "comment-person": { points: 60, seconds: MINUTE, isGrowing: false, tooMany: "comments at once" },
} as const satisfies Record<string, { points: number; seconds: number; isGrowing: boolean; tooMany: string }>;
export type Limit = keyof typeof limits;

// Next loads modules more than once in one process; the pool must not multiply with them.
const holder = globalThis as typeof globalThis & { concordRateLimits?: Limiters };
type Limiters = {
  readonly pool: pg.Pool;
  readonly of: (name: string, points: number, seconds: number) => RateLimiterPostgres;
};

function limiters(): Limiters {
  holder.concordRateLimits ??= createLimiters();
  return holder.concordRateLimits;
}

function createLimiters(): Limiters {
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 2, allowExitOnIdle: true });
  pool.on("error", (error) => log().warn({ err: error.message }, "rate limit connection lost"));
  // The library names its statements; a pooler that shares connections between transactions can't keep names.
  const storeClient = {
    query: ({ text, values }: { text: string; values: unknown[] }) => pool.query(text, values),
  };
  const made = new Map<string, RateLimiterPostgres>();
  const of = (name: string, points: number, duration: number) => {
    const known = made.get(name);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      storeClient,
      storeType: "client",
      tableName: "RateLimit",
      tableCreated: true,
      clearExpiredByTimeout: true,
      keyPrefix: name,
      points,
      duration,
    });
    made.set(name, limiter);
    return limiter;
  };
  return { pool, of };
}

/** Closes the connections; for tests and for the end of the process. */
export async function closeRateLimits(): Promise<void> {
  const { concordRateLimits } = holder;
  delete holder.concordRateLimits;
  await concordRateLimits?.pool.end();
}

const limiterOf = (limit: Limit) => limiters().of(limit, limits[limit].points, limits[limit].seconds);
const strikesOf = (limit: Limit) => limiters().of(`${limit}-strikes`, 1, DAY);
/** Keys are hashed: people type passwords into the wrong field. */
const keyOf = (key: string) => secretHash(key).slice(0, 32);

/** Counts one try, or refuses it with the time to wait. Parallel tries are counted one after the other. */
export async function spend(limit: Limit, key: string): Promise<void> {
  try {
    await limiterOf(limit).consume(keyOf(key));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const waitMs = await waitAfter(limit, key, refusal);
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
    const words = `Too many ${limits[limit].tooMany}. Try again in ${inWords(retryAfterSeconds)}.`;
    throw new AppError("rate_limited", words, { retryAfterSeconds });
  }
}

/** The first try too many starts the wait; those that follow while it lasts don't lengthen it. */
async function waitAfter(limit: Limit, key: string, refusal: RateLimiterRes): Promise<number> {
  const { points, seconds, isGrowing } = limits[limit];
  if (!isGrowing || refusal.consumedPoints !== points + 1) return refusal.msBeforeNext;
  const strikes = await strikesOf(limit).penalty(keyOf(key));
  const blockSeconds = Math.min(seconds * 2 ** (strikes.consumedPoints - 1), BLOCK_SECONDS_MAX);
  await limiterOf(limit).block(keyOf(key), blockSeconds);
  return blockSeconds * 1000;
}

/** Gives back one try that turned out to be none, such as a right password. */
export async function giveBack(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).reward(keyOf(key));
}

/** Forgets all tries, and that there ever were too many. */
export async function forgive(limit: Limit, key: string): Promise<void> {
  await Promise.all([limiterOf(limit).delete(keyOf(key)), strikesOf(limit).delete(keyOf(key))]);
}

const inWords = (seconds: number): string => {
  if (seconds <= 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / MINUTE)} minutes`;
};
