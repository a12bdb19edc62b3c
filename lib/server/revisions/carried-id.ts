import "server-only";
import { hashedId } from "../hashed-id";

/**
 * The id of an annotation on a corrected text: a UUID of version 8 made of both ids. The same annotation has the
 * same id there whenever it is placed, so relations find their ends and nothing is carried twice.
 */
export const carriedId = (documentId: string, annotationId: string): string =>
  hashedId(`${documentId} ${annotationId}`);
