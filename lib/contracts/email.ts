import { z } from "zod";

const EMAIL_LENGTH_MAX = 320;
// No control or separator characters, no list separators, no quoted local parts: whatever two programs could
// read in two ways is refused.
const emailShape = /^[^\s\p{C}@,;:<>()[\]\\"]+@[^\s\p{C}@,;:<>()[\]\\"]+$/u;

/**
 * The one spelling of an address under which a person is known: NFKC, lower case, exactly one @. Null for
 * what is no address.
 */
export function normalizeEmail(text: string): string | null {
  if (!text.isWellFormed()) return null;
  const email = text.normalize("NFKC").trim().toLowerCase().normalize("NFKC");
  return email.length <= EMAIL_LENGTH_MAX && emailShape.test(email) ? email : null;
}

/** An address on its way in, in its one spelling. */
export const Email = z
  .string()
  .max(EMAIL_LENGTH_MAX, `At most ${EMAIL_LENGTH_MAX} characters`)
  .overwrite((text) => normalizeEmail(text) ?? text)
  .refine((text) => normalizeEmail(text) === text, "This is no e-mail address");
