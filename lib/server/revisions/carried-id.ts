import "server-only";
import { createHash } from "node:crypto";

/**
 * The id of an annotation on a corrected text: a UUID of version 8 made of both ids. The same annotation has the
 * same id there whenever it is placed, so relations find their ends and nothing is carried twice.
 */
export function carriedId(documentId: string, annotationId: string): string {
  const hex = createHash("sha256").update(`${documentId} ${annotationId}`).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
