import "server-only";

/** Absent and undefined are one to zod and two to Prisma. */
export function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  // Holds as far as reading goes: a key that was undefined is now absent, which its type allowed already.
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
