/** Who has been given what so far, and what is left. Changed in place. */
export type Places = {
  readonly documents: readonly { readonly id: string; readonly story: string; readonly wanted: number }[];
  readonly people: readonly string[];
  /** How many more documents each person may take. */
  readonly room: Map<string, number>;
  /** The stories each person has, held or given. */
  readonly told: ReadonlyMap<string, Set<string>>;
  /** Who has been given each document. */
  readonly given: Map<string, Set<string>>;
};

/** This person takes the document, for which whoever gave it up before takes another. */
type Step = { readonly personId: string; readonly documentId: string; readonly before: Step | null };

/**
 * Fills every place that can be filled, by moving what has been given where that makes room: a maximum flow from
 * documents through (person, story), which takes one unit, to persons, who take as many as they have room for,
 * found by shortest augmenting paths (Edmonds and Karp 1972). A place that stays empty is filled by no plan that
 * fills as many of the others.
 */
export function fillPlaces(places: Places): void {
  const network = new Network(places);
  for (const { id, wanted } of places.documents)
    for (let left = wanted - (places.given.get(id)?.size ?? 0); left > 0; left--)
      if (!network.augment(id)) break;
}

class Network {
  readonly #places: Places;
  readonly #stories: ReadonlyMap<string, string>;
  /** Which document of each story a person has been given here; held ones can't be moved and are not in it. */
  readonly #givenTo: ReadonlyMap<string, Map<string, string>>;

  constructor(places: Places) {
    this.#places = places;
    this.#stories = new Map(places.documents.map(({ id, story }) => [id, story]));
    this.#givenTo = new Map(places.people.map((id) => [id, new Map()]));
    for (const [documentId, takers] of places.given)
      for (const personId of takers) this.#givenTo.get(personId)?.set(this.#storyOf(documentId), documentId);
  }

  #storyOf(documentId: string): string {
    return this.#stories.get(documentId) ?? "";
  }

  /** Gives the document to one more person, moving others where needed. False when that can't be. */
  augment(documentId: string): boolean {
    const documents = new Set([documentId]);
    const people = new Set<string>();
    const queue: { documentId: string; before: Step | null }[] = [{ documentId, before: null }];
    for (let here = queue.shift(); here; here = queue.shift()) {
      for (const personId of this.#places.people) {
        const step: Step = { personId, ...here };
        const freed = this.#freedBy(step, people);
        if (freed === "room") {
          this.#apply(step);
          return true;
        }
        for (const other of freed.filter((id) => !documents.has(id))) {
          documents.add(other);
          queue.push({ documentId: other, before: step });
        }
      }
    }
    return false;
  }

  /** What the person could give up to take the document; "room" when nothing need be. */
  #freedBy({ personId, documentId }: Step, people: Set<string>): "room" | readonly string[] {
    const mine = this.#givenTo.get(personId);
    if (!mine || this.#places.given.get(documentId)?.has(personId)) return [];
    const story = this.#storyOf(documentId);
    const sameStory = mine.get(story);
    if (sameStory !== undefined) return [sameStory];
    if (this.#places.told.get(personId)?.has(story) || people.has(personId)) return [];
    if ((this.#places.room.get(personId) ?? 0) > 0) return "room";
    people.add(personId);
    return [...mine.values()];
  }

  /** Moves along a path: everybody on it but the last gives up what the next one takes. */
  #apply(last: Step): void {
    const { room, given, told } = this.#places;
    room.set(last.personId, (room.get(last.personId) ?? 0) - 1);
    const path: Step[] = [];
    for (let step: Step | null = last; step; step = step.before) path.push(step);
    // All that is given up first: somebody may be on the path twice.
    for (const { documentId, before } of path) {
      if (!before) continue;
      given.get(documentId)?.delete(before.personId);
      told.get(before.personId)?.delete(this.#storyOf(documentId));
      this.#givenTo.get(before.personId)?.delete(this.#storyOf(documentId));
    }
    for (const { documentId, personId } of path) {
      given.set(documentId, (given.get(documentId) ?? new Set()).add(personId));
      told.get(personId)?.add(this.#storyOf(documentId));
      this.#givenTo.get(personId)?.set(this.#storyOf(documentId), documentId);
    }
  }
}
