import type { OffsetMap } from "@/lib/domain/text/offsets";
import { isDone } from "@/lib/domain/workflow/assignment-state";
import type { KnownIds } from "./check-corpus-document";
import { checkQuotedSpans, shown } from "./check-quoted-spans";
import type { CorpusDocument, CorpusThread } from "./corpus";
import { Mismatch } from "./json-shape";

/** Whether what a team did around a document agrees with it: its rounds, whose task it is, what is said about it. */
export const checkTeamwork = (item: CorpusDocument, known: KnownIds, map: OffsetMap): Mismatch | null =>
  checkPlaces(item, known) ?? checkThreads(item, known, map) ?? checkCases(item);

function checkPlaces({ assignments, places }: CorpusDocument, known: KnownIds): Mismatch | null {
  for (const [at, { setId, roundId, state, submittedAt }] of assignments.entries()) {
    if (!known.sets.has(setId))
      return new Mismatch(`assignments.${at}.setId`, `the header has no set ${shown(setId)}`);
    if (roundId !== null && !known.rounds.has(roundId))
      return new Mismatch(`assignments.${at}.roundId`, `no line above has the round ${shown(roundId)}`);
    if (isDone(state) !== (submittedAt !== null))
      return new Mismatch(
        `assignments.${at}.submittedAt`,
        `work that is submitted or adjudicated says when it was submitted, and other work does not; this is ${state}: correct one of the two`,
      );
  }
  const rounds = new Set<string>();
  let isInOne = false;
  for (const [at, { roundId, leftAt, planned }] of places.entries()) {
    if (!known.rounds.has(roundId))
      return new Mismatch(`places.${at}.roundId`, `no line above has the round ${shown(roundId)}`);
    if (rounds.has(roundId)) return new Mismatch(`places.${at}.roundId`, "a round is named twice");
    if (leftAt === null && isInOne)
      return new Mismatch(`places.${at}`, "a document is in one round at a time");
    if (new Set(planned.map(({ plan, userId }) => `${plan} ${userId}`)).size < planned.length)
      return new Mismatch(`places.${at}.planned`, "a plan names somebody twice");
    rounds.add(roundId);
    isInOne ||= leftAt === null;
  }
  return null;
}

function checkThreads(item: CorpusDocument, known: KnownIds, map: OffsetMap): Mismatch | null {
  const setOf = new Map([...item.annotations, ...item.removed].map(({ id, setId }) => [id, setId]));
  for (const [at, thread] of item.threads.entries()) {
    const problem = checkThread(thread, `threads.${at}`, item.document.text, { known, map, setOf });
    if (problem) return problem;
  }
  return null;
}

type Surroundings = {
  readonly known: KnownIds;
  readonly map: OffsetMap;
  readonly setOf: ReadonlyMap<string, string>;
};

function checkThread(
  { setId, annotationId, span, quote, state, resolvedAt, comments }: CorpusThread,
  path: string,
  text: string,
  { known, map, setOf }: Surroundings,
): Mismatch | null {
  if (!known.sets.has(setId)) return new Mismatch(`${path}.setId`, `the header has no set ${shown(setId)}`);
  if (annotationId !== null && setOf.get(annotationId) !== setId)
    return new Mismatch(`${path}.annotationId`, `the set has no annotation ${shown(annotationId)} here`);
  if (annotationId !== null && span !== null)
    return new Mismatch(path, "it is about an annotation or about a stretch of text, not both");
  if (quote !== "" && (annotationId !== null || span !== null))
    return new Mismatch(`${path}.quote`, "only words without a place are quoted here");
  if ((state === "resolved") !== (resolvedAt !== null))
    return new Mismatch(`${path}.resolvedAt`, "what is resolved has a time, what is open has none");
  if (comments.length === 0) return new Mismatch(`${path}.comments`, "at least one comment is needed");
  return span && checkQuotedSpans([span], `${path}.span`, text, map);
}

function checkCases({ cases, threads, decisions }: CorpusDocument): Mismatch | null {
  const about = {
    threadId: new Set(threads.map(({ id }) => id)),
    decisionId: new Set(decisions.map(({ id }) => id)),
  };
  for (const [at, one] of cases.entries()) {
    if ((one.threadId === null) === (one.decisionId === null))
      return new Mismatch(`cases.${at}`, "a case is a conversation or a decision, one of the two");
    for (const key of ["threadId", "decisionId"] as const) {
      const id = one[key];
      if (id !== null && !about[key].has(id))
        return new Mismatch(`cases.${at}.${key}`, `the document has no ${shown(id)}`);
    }
  }
  return null;
}
