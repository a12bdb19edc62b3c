import "server-only";
import { EntityResource } from "@/lib/contracts/entities";
import type { Corpus } from "@/lib/formats/corpus";
import { isUuid } from "../authorize";
import { guidelineProblem, roundProblem } from "./native-teamwork";

const NAME_LENGTH_MAX = 200;
const EntityContent = EntityResource.pick({ name: true, aliases: true, identifiers: true, note: true });

/** What in a file's header, guidelines, rounds and entities can't be stored and on which line, or null. */
export function frontProblem({
  header,
  guidelines,
  rounds,
  entities,
}: Omit<Corpus, "documents">): { readonly line: number; readonly reason: string } | null {
  const lines = [
    headerProblem(header),
    ...guidelines.map(guidelineProblem),
    ...rounds.map(roundProblem),
    ...entities.map(entityProblem),
  ];
  const at = lines.findIndex((reason) => reason !== null);
  return at === -1 ? null : { line: at + 1, reason: lines[at] ?? "" };
}

function headerProblem({ sets, people }: Corpus["header"]): string | null {
  const isName = (name: string) => name.length <= NAME_LENGTH_MAX && !name.includes("\0");
  for (const set of sets) {
    if (!isUuid(set.id) || (set.userId !== null && !isUuid(set.userId))) return "sets: an id is not a UUID";
    if (!isName(set.name)) return "sets: a name that can't be stored";
  }
  const annotators = sets.flatMap(({ kind, userId }) => (kind === "annotator" && userId ? [userId] : []));
  if (new Set(annotators).size < annotators.length) return "sets: two are one annotator's";
  if (!people.every(({ id }) => isUuid(id))) return "people: an id is not a UUID";
  return people.every(({ name }) => isName(name)) ? null : "people: a name that can't be stored";
}

function entityProblem({ id, createdBy, ...entity }: Corpus["entities"][number]): string | null {
  const { name, aliases, identifiers, note, revision } = entity;
  if (!isUuid(id) || (createdBy !== null && !isUuid(createdBy))) return "entities: an id is not a UUID";
  if (revision < 1) return "revision: revisions begin with 1";
  return EntityContent.safeParse({ name, aliases, identifiers, note }).success
    ? null
    : `entities: “${name.slice(0, 80)}” has a value that can't be stored`;
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
