import type { AnnotationStore } from "./annotation-store";
import { fetchAnnotations } from "./fetch-document";
import type { Place } from "./outbox";
import type { UndoEntry } from "./undo-history";
import type { UndoStacks } from "./undo-stacks";

/** How many removed annotations are read for the steps of an earlier visit. */
const REMOVED_SIZE_MAX = 50;

/** What was removed does not come with the page; to bring it back its rows have to be known. */
export async function receiveRemoved(
  { entries }: UndoStacks<UndoEntry>,
  store: AnnotationStore,
  place: Place,
): Promise<void> {
  const unknown = [...new Set(entries.flatMap(({ changes }) => changes.map(({ id }) => id)))]
    .filter((id) => !store.get(id))
    .slice(-REMOVED_SIZE_MAX);
  for (const row of await fetchAnnotations(place, unknown)) store.receive(row);
}
