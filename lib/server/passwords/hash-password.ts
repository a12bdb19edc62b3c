import "server-only";
import { hash, parseOptions, verify } from "@node-rs/argon2";

/** OWASP's floor for argon2id. Raise a number and each password is hashed anew when its person next signs in. */
export const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** NFKC, as NIST SP 800-63B asks: the same keys give the same bytes on every system. Nothing is cut off. */
const bytesOf = (password: string): Uint8Array => Buffer.from(password.normalize("NFKC"), "utf8");

/** The library's default algorithm is argon2id; its enum can't be named under isolatedModules. */
export const hashPassword = (password: string): Promise<string> => hash(bytesOf(password), argon2);

/** A hash of nothing anybody knows, so that an unknown person costs as much time as a known one. */
let decoy: Promise<string> | undefined;

/** Whether this is the password. Always takes one verification, also when there is no hash to compare with. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const fits = await verify(passwordHash ?? (await decoy), bytesOf(password));
  return passwordHash !== null && fits;
}

/** Whether a hash was made with less than is asked for now. */
export function needsRehash(passwordHash: string): boolean {
  const made = parseOptions(passwordHash);
  return (
    !passwordHash.startsWith("$argon2id$") ||
    made.memoryCost < argon2.memoryCost ||
    made.timeCost < argon2.timeCost ||
    made.outputLen < argon2.outputLen
  );
}
