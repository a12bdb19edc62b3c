import type { AlignedItem } from "@/lib/domain/adjudication/item";
import type { Mark } from "./block-views";
import type { Comparison } from "./comparison";
import { type Look, type MarkLooks, verdictSigns } from "./mark-look";
import type { ReviewStore } from "./review-store";

/**
 * Stands before the code of a mark that others have otherwise or not at all. Where several share a text the initials
 * say as much: what all have alike is drawn once, without any.
 */
const DIFFERS = "≠\u2009";

export type CompareFacts = {
  readonly comparison: Comparison;
  readonly isWanted: (item: AlignedItem) => boolean;
  /** Initials and line pattern of a set where one text shows several; null where each has a column. */
  readonly personOf: (setId: string) => { readonly initials: string; readonly pattern: number } | null;
};

/** How marks look that are compared: agreement quiet, difference marked, and whose each is. */
export function compareLooks(
  facts: () => CompareFacts,
  reviews: ReviewStore,
  subscribe: MarkLooks["subscribe"],
): MarkLooks {
  return {
    subscribe: (watch) => {
      const stops = [subscribe(watch), reviews.version.subscribe(watch)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    of: (mark) => lookOf(mark, facts(), reviews),
  };
}

function lookOf(mark: Mark, { comparison, isWanted, personOf }: CompareFacts, reviews: ReviewStore): Look {
  const verdict = reviews.standing(mark.id, mark.revision);
  const after = verdict ? verdictSigns[verdict] : "";
  const item = comparison.itemOf.get(mark.id);
  if (!item || item.differences.length === 0)
    return { before: "", after, person: null, state: item ? "agreed" : null };
  const person = personOf(mark.setId);
  return {
    before: person ? `${person.initials}\u00a0` : DIFFERS,
    after,
    person: person?.pattern ?? null,
    state: isWanted(item) ? "differs" : "aside",
  };
}
