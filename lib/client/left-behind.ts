import { type Place, queuedPlaces } from "./outbox";
import { Sync } from "./sync";

/**
 * Brings to the server what a person left waiting on other documents: on a train, in a tab that was closed. What
 * it refuses is kept as a conflict, to be seen when that document is opened.
 */
export async function sendLeftBehind(here: Place): Promise<void> {
  const places = await queuedPlaces(here.userId).catch(() => []);
  for (const place of places) {
    if (place.documentId === here.documentId) continue;
    const silent = new Sync(place, {
      confirmed: () => {},
      reviewed: () => {},
      refused: () => [],
      conflictsKept: () => {},
    });
    await silent.start().catch(() => []);
    silent.stop();
  }
}
