import { fillPlaces, type Places } from "./fill-places";
import { seededOrder } from "./seeded-order";

export type PlanDocument = {
  readonly id: string;
  /** In code points: how much work it is. */
  readonly length: number;
  readonly outlet: string;
  /** Documents with the same story are told in the same words: nobody codes two of them. */
  readonly story: string;
  /** How many annotators it is to have. */
  readonly copies: number;
};

export type Pair = { readonly documentId: string; readonly personId: string };

/** Work that there is already. */
export type Held = Pair & {
  /** Whether it fills one of the document's places; work of earlier rounds only keeps its person from another go. */
  readonly counts: boolean;
  /** What it tells; its document need not be one that is planned for. */
  readonly story: string;
};

export type PlanInput = {
  readonly documents: readonly PlanDocument[];
  readonly people: readonly string[];
  /** At most this many documents for one person, those they hold included; null is no limit. */
  readonly cap: number | null;
  readonly held: readonly Held[];
  /** Decides between what is equally good; the same seed makes the same plan. */
  readonly seed: string;
};

/**
 * Why a document doesn't get as many annotators as it is to have. The first that applies; `notGiven` where people
 * could take it and a plan made by hand gives it to nobody.
 */
export const shortfallKinds = ["tooFewPeople", "sameStory", "capTooLow", "notGiven"] as const;
export type ShortfallKind = (typeof shortfallKinds)[number];
export type Shortfall = {
  readonly documentId: string;
  readonly missing: number;
  readonly kind: ShortfallKind;
};

export type Load = { readonly personId: string; readonly documents: number; readonly length: number };

export type Plan = {
  /** What comes to what is held already, in the order of the documents. */
  readonly added: readonly Pair[];
  readonly shortfalls: readonly Shortfall[];
  /** What each person has in all, held work included, in the order of the people. */
  readonly loads: readonly Load[];
};

/** Of people within half a mean document of the least loaded, whoever has least of the outlet gets it. */
const SLACK = 0.5;

/**
 * Says who codes what: as many annotators for each document as it is to have, nobody twice the same document or
 * story, nobody above the cap, and what can be given is spread evenly by length and outlet. What is held stays, so
 * that planning again after a change only adds.
 *
 * Places are given greedily, the longest documents first (Graham's LPT rule), so that no two people's loads are
 * further apart than the longest document and the slack where cap and stories leave a choice. Places that this
 * leaves empty are filled along augmenting paths: of all plans none fills more.
 */
export function planRound(input: PlanInput): Plan {
  const places = openPlaces(input);
  spread(input, places);
  fillPlaces(places);
  const added = input.documents.flatMap(({ id }) =>
    [...(places.given.get(id) ?? [])]
      .sort(byOrder(input.people))
      .map((personId) => ({ documentId: id, personId })),
  );
  return { added, shortfalls: shortfallsOf(input, places), loads: loadsOf(input, added) };
}

/**
 * A plan as somebody has made it: the same figures of pairs that are given, without adding any. Pairs of documents
 * that are not planned for are left out; who has too much or a story twice by somebody's choice keeps it.
 */
export function settledPlan(input: PlanInput, pairs: readonly Pair[]): Plan {
  const places = openPlaces(input);
  const byId = new Map(input.documents.map((document) => [document.id, document]));
  const added = pairs.flatMap((pair) => {
    const document = byId.get(pair.documentId);
    if (!document) return [];
    give(places, pair.personId, document);
    return [pair];
  });
  return { added, shortfalls: shortfallsOf(input, places), loads: loadsOf(input, added) };
}

const byOrder = (people: readonly string[]) => {
  const order = new Map(people.map((id, at) => [id, at]));
  return (a: string, b: string): number => (order.get(a) ?? 0) - (order.get(b) ?? 0);
};

/** What is still to be given, and what stands in the way. */
function openPlaces({ documents, people, cap, held }: PlanInput): Places {
  const known = new Set(people);
  const filled = new Map<string, number>();
  const room = new Map(people.map((id) => [id, cap ?? Number.POSITIVE_INFINITY]));
  const told = new Map(people.map((id) => [id, new Set<string>()]));
  for (const { documentId, personId, counts, story } of held) {
    if (counts) filled.set(documentId, (filled.get(documentId) ?? 0) + 1);
    if (!known.has(personId)) continue;
    told.get(personId)?.add(story);
    if (counts) room.set(personId, Math.max(0, (room.get(personId) ?? 0) - 1));
  }
  return {
    // By id: the order in which they were given decides nothing.
    documents: documents
      .map(({ id, story, copies }) => ({ id, story, wanted: Math.max(0, copies - (filled.get(id) ?? 0)) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    people: [...people].sort(),
    room,
    told,
    given: new Map(),
  };
}

function spread({ documents, people, held, seed }: PlanInput, places: Places): void {
  const loads = new Map(people.map((id) => [id, { length: 0, outlets: new Map<string, number>() }]));
  const byId = new Map(documents.map((document) => [document.id, document]));
  const take = (personId: string, { length, outlet }: PlanDocument) => {
    const load = loads.get(personId);
    if (!load) return;
    load.length += length;
    load.outlets.set(outlet, (load.outlets.get(outlet) ?? 0) + 1);
  };
  for (const { documentId, personId, counts } of held) {
    const document = byId.get(documentId);
    if (document && counts) take(personId, document);
  }
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length);
  const wanted = new Map(places.documents.map(({ id, wanted: count }) => [id, count]));
  const ranked = seededOrder(
    seed,
    people.map((id) => ({ id })),
  ).map(({ id }) => id);
  for (const document of seededOrder(seed, documents).sort((a, b) => b.length - a.length)) {
    for (let left = wanted.get(document.id) ?? 0; left > 0; left--) {
      const able = ranked.filter((id) => mayTake(places, id, document));
      const least = Math.min(...able.map((id) => loads.get(id)?.length ?? 0));
      const near = able.filter((id) => (loads.get(id)?.length ?? 0) <= least + SLACK * mean);
      const outletOf = (id: string) => loads.get(id)?.outlets.get(document.outlet) ?? 0;
      const lengthOf = (id: string) => loads.get(id)?.length ?? 0;
      const [best] = near.sort((a, b) => outletOf(a) - outletOf(b) || lengthOf(a) - lengthOf(b));
      if (best === undefined) break;
      take(best, document);
      give(places, best, document);
    }
  }
}

function mayTake({ room, told, given }: Places, personId: string, { id, story }: PlanDocument): boolean {
  return (room.get(personId) ?? 0) > 0 && !told.get(personId)?.has(story) && !given.get(id)?.has(personId);
}

function give(places: Places, personId: string, { id, story }: PlanDocument): void {
  places.room.set(personId, (places.room.get(personId) ?? 0) - 1);
  places.told.get(personId)?.add(story);
  const takers = places.given.get(id) ?? new Set();
  places.given.set(id, takers.add(personId));
}

function shortfallsOf({ people, held }: PlanInput, places: Places): Shortfall[] {
  const has = new Set(held.map(({ documentId, personId }) => `${documentId} ${personId}`));
  return places.documents.flatMap(({ id, story, wanted }) => {
    const taken = places.given.get(id) ?? new Set();
    const missing = wanted - taken.size;
    if (missing <= 0) return [];
    const others = people.filter((person) => !taken.has(person) && !has.has(`${id} ${person}`));
    const tellers = others.filter((person) => !places.told.get(person)?.has(story));
    const able = tellers.filter((person) => (places.room.get(person) ?? 0) > 0);
    return [{ documentId: id, missing, kind: shortfallKind(missing, others, tellers, able) }];
  });
}

function shortfallKind(missing: number, ...narrowing: readonly (readonly string[])[]): ShortfallKind {
  const at = narrowing.findIndex((people) => people.length < missing);
  return shortfallKinds[at] ?? "notGiven";
}

function loadsOf({ documents, people, held }: PlanInput, added: readonly Pair[]): Load[] {
  const lengths = new Map(documents.map(({ id, length }) => [id, length]));
  const loads = new Map(people.map((id) => [id, { personId: id, documents: 0, length: 0 }]));
  for (const { documentId, personId } of [...held.filter(({ counts }) => counts), ...added]) {
    const load = loads.get(personId);
    const length = lengths.get(documentId);
    if (!load || length === undefined) continue;
    load.documents += 1;
    load.length += length;
  }
  return [...loads.values()];
}
