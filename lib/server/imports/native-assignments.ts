import "server-only";
import type { CorpusDocument } from "@/lib/formats/corpus";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import type { placeSets } from "./native-ids";
import type { TakesPlan } from "./native-teamwork";

type Coming = { readonly documentId: string; readonly item: CorpusDocument };
const isItself = ({ documentId, item }: Coming) => item.document.id === documentId;

type Here = { readonly sets: Awaited<ReturnType<typeof placeSets>>; readonly takesPlan: TakesPlan };

/**
 * Puts documents into their rounds and says where the work on them stands. A document that comes under another id
 * than its own is a second one, and joins no round. An imported set has nobody who could submit it, so that open
 * work of it would keep a document from ever opening; only what has been submitted is kept of it.
 */
export async function writeAssignments(
  tx: Transaction,
  projectId: string,
  { sets, takesPlan }: Here,
  batch: readonly Coming[],
): Promise<NewChange[]> {
  await writePlaces(tx, projectId, batch.filter(isItself), takesPlan);
  const rows = batch.flatMap((coming) =>
    coming.item.assignments.flatMap(({ setId, assignedAt, activeMs, roundId, ...assignment }) => {
      const placed = sets.get(setId);
      const isDone = assignment.state === "submitted" || assignment.state === "adjudicated";
      if (!placed || !(isDone || placed.isAnnotators || placed.isGold)) return [];
      const { documentId } = coming;
      const fact = {
        documentId,
        setId: placed.id,
        ...assignment,
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

async function writePlaces(
  tx: Transaction,
  projectId: string,
  coming: readonly Coming[],
  takesPlan: TakesPlan,
): Promise<void> {
  const places = coming.flatMap(({ documentId, item }) =>
    item.places.map((place) => ({ projectId, documentId, ...place })),
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
