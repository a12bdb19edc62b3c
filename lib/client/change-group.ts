import type { ChangeResource } from "@/lib/contracts/entities";

/** Changes of one kind that one person made in one place, one soon after the other. Newest first. */
export type ChangeGroup = {
  readonly newest: ChangeResource;
  readonly changes: readonly [ChangeResource, ...ChangeResource[]];
};

/** A pause longer than this begins a new entry. */
const PAUSE_MS = 10 * 60 * 1000;

/**
 * Newest-first changes as the entries of a page: an hour of marking one text is one line, and not a thousand.
 * Only what comes in numbers is joined; a role or a scheme that changes twice is told twice.
 */
export function groupChanges(changes: readonly ChangeResource[]): ChangeGroup[] {
  const isConsequence = consequencesIn(changes);
  const groups: { newest: ChangeResource; changes: [ChangeResource, ...ChangeResource[]] }[] = [];
  for (const change of changes) {
    if (!isTold(change) || isConsequence(change)) continue;
    const last = groups.at(-1);
    if (last && belongs(change, last.changes.at(-1) ?? last.newest)) last.changes.push(change);
    else groups.push({ newest: change, changes: [change] });
  }
  return groups;
}

/**
 * What an operation does on the way, by what it is about: who decides an item makes gold and replaces what was decided
 * before, who finishes an adjudication submits the gold. Told where the page has only that of the operation.
 */
const consequences: readonly (readonly [about: RegExp, also: RegExp])[] = [
  [/^decision\.(made|edited)$/, /^decision\.(retracted|restored)$/],
  [
    /^decision\.(made|edited|retracted|restored)$/,
    /^(annotation|entity)\.(created|updated|deleted|restored)$|^case\.(deleted|restored)$|^assignment\.opened$/,
  ],
  [/^assignment\.adjudicated$/, /^assignment\.(opened|submitted)$/],
  [/^assignment\.unsettled$/, /^assignment\.reopened$/],
];

function consequencesIn(changes: readonly ChangeResource[]): (change: ChangeResource) => boolean {
  const placeOf = ({ opId, principal }: ChangeResource) => `${principal} ${opId}`;
  const kinds = new Map<string, Set<string>>();
  for (const change of changes) {
    const known = kinds.get(placeOf(change)) ?? new Set();
    kinds.set(placeOf(change), known.add(change.kind));
  }
  return (change) =>
    consequences.some(
      ([about, also]) =>
        also.test(change.kind) && [...(kinds.get(placeOf(change)) ?? [])].some((kind) => about.test(kind)),
    );
}

/** Of a verdict on many that took many steps the first is told, and of taking it back the end. */
function isTold({ kind, after }: ChangeResource): boolean {
  // The server writes these rows; others have neither field.
  const { step, nextCursor } = (after ?? {}) as { step?: number; nextCursor?: string | null };
  if (kind === "reviewRun.given") return step === 0;
  return kind !== "reviewRun.undone" || nextCursor === null;
}

function belongs(older: ChangeResource, newer: ChangeResource): boolean {
  if (older.kind !== newer.kind || older.principal !== newer.principal) return false;
  const isSoon = Date.parse(newer.at) - Date.parse(older.at) <= PAUSE_MS;
  if (/^(annotation|assignment|decision|displacement|review)\./.test(older.kind))
    return isSoon && older.documentId === newer.documentId;
  const isOfRound = /^round\.(document|planned)/.test(older.kind) && older.subjectId === newer.subjectId;
  return (isOfRound || /^(document|entity)\./.test(older.kind)) && isSoon;
}
