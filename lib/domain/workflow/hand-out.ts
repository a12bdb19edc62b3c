export type HandOutDocument = {
  readonly id: string;
  /** In code points: how much work it is. */
  readonly length: number;
  readonly story: string;
  readonly isBegun: boolean;
  /** Each round has a cap of its own. */
  readonly round: string;
};

export type HandOutInput = {
  /** Each once. */
  readonly documents: readonly HandOutDocument[];
  readonly people: readonly string[];
  /** What the people have or had of any documents. */
  readonly had: readonly { readonly documentId: string; readonly personId: string; readonly story: string }[];
  /** How many more documents of a round a person may have by its cap; who is not named has no limit. */
  readonly room: readonly { readonly personId: string; readonly round: string; readonly documents: number }[];
  /** Whether what was begun is handed out too. */
  readonly takesBegun: boolean;
};

/** Why a document stays with whoever has it: everybody named has it, or has had its story, or it was begun. */
export type StayReason = "hasIt" | "sameStory" | "begun";

export type Handed = {
  readonly given: readonly { readonly documentId: string; readonly personId: string }[];
  readonly staying: readonly { readonly documentId: string; readonly reason: StayReason }[];
  /** Who is given more of a round than there is room for, and by how many. */
  readonly over: readonly { readonly personId: string; readonly round: string; readonly by: number }[];
};

/**
 * Hands one person's documents out to others: the longest first, each to whoever has been handed least by length
 * (Graham's LPT rule) of those who have not had it or its story, and to somebody above their cap only where nobody of
 * those is below theirs; ties go by the order of the people. Answers in the order of the documents.
 */
export function handOut({ documents, people, had, room, takesBegun }: HandOutInput): Handed {
  const has = new Set(had.map(({ documentId, personId }) => `${personId} ${documentId}`));
  const told = new Set(had.map(({ personId, story }) => `${personId} ${story}`));
  const loads = new Map(people.map((id) => [id, 0]));
  const left = new Map(
    room.map(({ personId, round, documents: count }) => [`${personId} ${round}`, Math.max(0, count)]),
  );
  const takers = new Map<string, string>();
  const reasons = new Map<string, StayReason>();
  const longestFirst = [...documents].sort((a, b) => b.length - a.length || (a.id < b.id ? -1 : 1));
  for (const { id, length, story, isBegun, round } of longestFirst) {
    const isFull = (person: string) => ((left.get(`${person} ${round}`) ?? 1) > 0 ? 0 : 1);
    const without = people.filter((person) => !has.has(`${person} ${id}`));
    const [taker] = without
      .filter((person) => !told.has(`${person} ${story}`))
      .sort((a, b) => isFull(a) - isFull(b) || (loads.get(a) ?? 0) - (loads.get(b) ?? 0));
    if (isBegun && !takesBegun) reasons.set(id, "begun");
    else if (taker === undefined) reasons.set(id, without.length === 0 ? "hasIt" : "sameStory");
    else {
      takers.set(id, taker);
      told.add(`${taker} ${story}`);
      loads.set(taker, (loads.get(taker) ?? 0) + length);
      const key = `${taker} ${round}`;
      const more = left.get(key);
      if (more !== undefined) left.set(key, more - 1);
    }
  }
  return {
    given: documents.flatMap(({ id }) => {
      const personId = takers.get(id);
      return personId === undefined ? [] : [{ documentId: id, personId }];
    }),
    staying: documents.flatMap(({ id }) => {
      const reason = reasons.get(id);
      return reason === undefined ? [] : [{ documentId: id, reason }];
    }),
    over: room.flatMap(({ personId, round }) => {
      const by = -(left.get(`${personId} ${round}`) ?? 0);
      return by > 0 ? [{ personId, round, by }] : [];
    }),
  };
}
