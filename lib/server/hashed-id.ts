import "server-only";
import { createHash } from "node:crypto";

/** A UUID of version 8 (RFC 9562, section 5.8) made of the SHA-256 of a text: the same for the same text, always. */
export function hashedId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
