import "server-only";

/**
 * Why the database did not do what it was asked:
 * - `timing`: it took it back because another transaction was in the way; the same again may pass.
 * - `away`: it stopped answering, is starting, or may not write for the moment. Whether a commit that was under
 *   way has been done is not known.
 * - `full`: it has no room left to write.
 */
export type DatabaseFailure = "timing" | "away" | "full";

/** By the names that Postgres (SQLSTATE), Prisma, its driver adapter and Node give to one and the same thing. */
const failures: readonly (readonly [DatabaseFailure, RegExp])[] = [
  ["timing", /^(P2034|TransactionWriteConflict|40001|40P01)$/],
  ["full", /^(53100|53200|58030|ENOSPC)$/],
  [
    "away",
    /^(P1001|P1002|P1008|P1017|P2024|P2028|ConnectionClosed|DatabaseNotReachable|SocketTimeout|TooManyConnections|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[1235]|25006|53300|08\w{3})$/,
  ],
];
/** A connection that ends under a statement, or before the next one, is told by node-postgres in words alone. */
const awayWords =
  /terminat(ed|ing) connection|Connection (ended|terminated)|is not queryable|timeout exceeded when trying to connect|server closed|connect ECONN|starting up|shutting down|Can't reach database/i;

/** What kind of failure of the database an error is; null for an error that is not the database's. */
export function databaseFailure(error: unknown): DatabaseFailure | null {
  const names = [...namesOf(error)];
  const found = failures.find(([, pattern]) => names.some((name) => pattern.test(name)));
  if (found) return found[0];
  return error instanceof Error && awayWords.test(error.message) ? "away" : null;
}

/** An error, and what it carries: raw queries and commits bring the driver's own error in a place of their own. */
type Carrier = {
  readonly code?: unknown;
  readonly kind?: unknown;
  readonly originalCode?: unknown;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
};

function* namesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== "object" || error === null || depth > 4) return;
  // Every field is looked at before it is used.
  const { code, kind, originalCode, cause, meta } = error as Carrier;
  for (const name of [originalCode, code, kind]) if (typeof name === "string") yield name;
  yield* namesOf(cause, depth + 1);
  yield* namesOf(meta?.driverAdapterError, depth + 1);
}
