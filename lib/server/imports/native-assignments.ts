import "server-only";
import { type AssignmentState, isDone } from "@/lib/domain/workflow/assignment-state";
import type { CorpusDocument, CorpusPlace, CorpusRound } from "@/lib/formats/corpus";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import type { placeSets } from "./native-ids";
import type { TakesPlan } from "./native-teamwork";

type Coming = { readonly documentId: string; readonly item: CorpusDocument };
const isItself = ({ documentId, item }: Coming) => item.document.id === documentId;

type Here = {
  readonly sets: Awaited<ReturnType<typeof placeSets>>;
  /** The rounds of the file. */
  readonly rounds: ReadonlyMap<string, CorpusRound>;
  readonly takesPlan: TakesPlan;
};

/**
 * Puts documents into their rounds and says where the work on them stands. A document that comes under another id
 * than its own is a second one, and joins no round. An imported set has nobody who could submit it, so that open
 * work of it would keep a document from ever opening; only what has been submitted is kept of it,
 * and counts as a coding of the document like a member's.
 */
export async function writeAssignments(
  tx: Transaction,
  projectId: string,
  { sets, rounds, takesPlan }: Here,
  batch: readonly Coming[],
): Promise<NewChange[]> {
  const places = batch
    .filter(isItself)
    .map(({ documentId, item }) => ({ documentId, places: settledPlaces(item, rounds) }));
  await writePlaces(tx, projectId, places, takesPlan);
  const rows = batch.flatMap((coming) =>
    coming.item.assignments.flatMap(({ setId, assignedAt, activeMs, roundId, ...assignment }) => {
      const placed = sets.get(setId);
      if (!placed) return [];
      const isKept = isDone(assignment.state) ? placed.keepsDone : placed.isAnnotators || placed.isGold;
      if (!isKept) return [];
      const { documentId } = coming;
      const fact = {
        documentId,
        setId: placed.id,
        ...assignment,
        state: settledState(assignment.state, coming, sets),
        roundId: isItself(coming) ? roundId : null,
      };
      return [{ fact, assignedAt, activeMs }];
    }),
  );
  await tx.assignment.createMany({
    data: rows.map(({ fact, assignedAt, activeMs }) => ({
      ...{ projectId, ...fact },
      ...(assignedAt === null ? {} : { createdAt: assignedAt }),
      ...(activeMs === null ? {} : { activeMs }),
    })),
  });
  return rows.map(({ fact }) => ({
    kind: `assignment.${fact.state === "open" ? "opened" : fact.state}`,
    subjectId: fact.documentId,
    documentId: fact.documentId,
    setId: fact.setId,
    before: null,
    after: { ...fact, revision: 1 },
  }));
}

/** Work that became gold elsewhere is submitted here unless that gold comes along as the project's, finished. */
function settledState(state: AssignmentState, { item }: Coming, sets: Here["sets"]): AssignmentState {
  if (state !== "adjudicated") return state;
  const hasGold = item.assignments.some((one) => sets.get(one.setId)?.isGold && isDone(one.state));
  return hasGold ? state : "submitted";
}

/**
 * The rounds that a document is in. A file of somebody who is not told of places names them with the work alone; the
 * document is in one of them then, a blind one before others, so that it is not thrown open by what the file leaves
 * out. How many code it there it does not say: as many as the round asks for.
 */
function settledPlaces(
  { places, assignments }: CorpusDocument,
  rounds: Here["rounds"],
): readonly CorpusPlace[] {
  if (places.length > 0) return places;
  const named = assignments.flatMap(({ roundId }) => (roundId === null ? [] : (rounds.get(roundId) ?? [])));
  const isHiding = ({ isBlind, openedAt }: CorpusRound) => Number(isBlind && openedAt !== null);
  const [first] = named.sort(
    (a, b) => isHiding(b) - isHiding(a) || (b.openedAt ?? "").localeCompare(a.openedAt ?? ""),
  );
  return first ? [{ roundId: first.id, copies: first.copies, leftAt: null, planned: [] }] : [];
}

async function writePlaces(
  tx: Transaction,
  projectId: string,
  documents: readonly { readonly documentId: string; readonly places: readonly CorpusPlace[] }[],
  takesPlan: TakesPlan,
): Promise<void> {
  const places = documents.flatMap(({ documentId, places: own }) =>
    own.map((place) => ({ projectId, documentId, ...place })),
  );
  await tx.roundDocument.createMany({ data: places.map(({ planned: _, ...place }) => place) });
  await tx.roundPlace.createMany({
    data: places.flatMap(({ planned, roundId, documentId }) =>
      planned
        .filter(({ plan }) => takesPlan(roundId, plan))
        .map((given) => ({ projectId, roundId, documentId, ...given })),
    ),
  });
}
