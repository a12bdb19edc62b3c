import { uuidv7 } from "uuidv7";
import { expect, it } from "vitest";
import "fake-indexeddb/auto";
import { conflictsAt, countQueued, enqueue, keepConflict, queued, queuedPlaces } from "./outbox";

const operation = () => ({
  opId: uuidv7(),
  userId: uuidv7(),
  projectId: uuidv7(),
  documentId: uuidv7(),
  steps: [],
});

it("opens its storage again after a failure: one refusal is not the last word", async () => {
  // A tab with a newer version of the program holds the storage.
  const newer = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open("concord", 99);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const one = operation();
  await expect(enqueue(one)).rejects.toMatchObject({ name: "VersionError" });
  newer.close();
  indexedDB.deleteDatabase("concord");
  await enqueue(one);
  expect(await queued(one)).toEqual([one]);
});

it("finds what waits and what was refused by whose it is", async () => {
  const [mine, theirs] = [operation(), operation()];
  await enqueue(mine);
  await enqueue(theirs);
  await keepConflict({ ...theirs, reason: "submitted" });
  const { opId: _, steps: __, ...place } = mine;
  expect(await queuedPlaces(mine.userId)).toEqual([place]);
  expect(await countQueued(mine.userId)).toBe(1);
  expect(await countQueued(uuidv7())).toBe(0);
  expect(await queued({ ...mine, userId: theirs.userId })).toEqual([]);
  expect(await conflictsAt(mine)).toEqual([]);
  expect(await conflictsAt(theirs)).toHaveLength(1);
});
