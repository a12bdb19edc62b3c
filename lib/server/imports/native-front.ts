import "server-only";
import { EntityResource } from "@/lib/contracts/entities";
import type { Corpus } from "@/lib/formats/corpus";
import { isUuid } from "../authorize";

const EntityContent = EntityResource.pick({ name: true, aliases: true, identifiers: true, note: true });

/** What in a file's sets and entities can't be stored, or null. */
export function frontProblem({ header, entities }: Corpus): string | null {
  for (const set of header.sets) {
    if (!isUuid(set.id) || (set.userId !== null && !isUuid(set.userId))) return "sets: an id is not a UUID";
    if (set.name.length > 200 || set.name.includes("\0")) return "sets: a name that can't be stored";
  }
  const people = header.sets.flatMap(({ kind, userId }) => (kind === "annotator" && userId ? [userId] : []));
  if (new Set(people).size < people.length) return "sets: two are one annotator's";
  for (const { id, createdBy, name, aliases, identifiers, note } of entities) {
    if (!isUuid(id) || (createdBy !== null && !isUuid(createdBy))) return "entities: an id is not a UUID";
    if (!EntityContent.safeParse({ name, aliases, identifiers, note }).success)
      return `entities: “${name.slice(0, 80)}” has a value that can't be stored`;
  }
  return null;
}

/** A scheme makes the header long, but not this long. */
const HEADER_BYTES_MAX = 4_000_000;

/** Whether a file is a corpus in the native format, by its first line; what else is in it is for its reader. */
export function isNativeFile(bytes: Uint8Array): boolean {
  const end = bytes.subarray(0, HEADER_BYTES_MAX).indexOf(0x0a);
  if (end === -1 || bytes[0] !== 0x7b) return false;
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    return (
      typeof header === "object" &&
      header !== null &&
      "format" in header &&
      header.format === "concord-corpus"
    );
  } catch {
    // Not JSON, so not ours.
    return false;
  }
}
