import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { Stretch } from "@/lib/domain/text/boundaries";
import type { OffsetMap } from "@/lib/domain/text/offsets";
import type { BlockViews, Mark } from "./block-views";
import type { ReviewStore } from "./review-store";

/** What is drawn of a mark besides its tag. */
export type Look = {
  /** Before and after the code of its tag: whose it is, what reviewers think of it. */
  readonly before: string;
  readonly after: string;
  /** Whose line pattern it has, counted from 0; null for the pattern of its tag. */
  readonly person: number | null;
  /**
   * Whether all who are compared say the same or, where they are adjudicated, whether it waits for a decision, is gold
   * or was left out; null where nobody is compared.
   */
  readonly state: "agreed" | "differs" | "aside" | "open" | "gold" | "dropped" | null;
};

/** How marks look, and when that changes without a change of the marks. */
export type MarkLooks = {
  readonly subscribe: (watch: () => void) => () => void;
  of(mark: Mark): Look;
};

/** A text with marks, as much of it as drawing needs. */
export type TextSource = {
  readonly store: {
    readonly text: string;
    readonly map: OffsetMap;
    readonly scheme: Scheme;
    readonly views: Pick<BlockViews, "blocks">;
  };
  readonly selection: { readonly value: Stretch | null };
  readonly looks: MarkLooks;
};

/** The signs of verdicts; the words are in the panel beside the text. */
export const verdictSigns = { accept: "✓", reject: "✕", question: "?" } as const;

/** On the annotation page a mark shows the weightiest verdict on it as it is now. */
export const reviewLooks = (reviews: ReviewStore): MarkLooks => ({
  subscribe: reviews.version.subscribe,
  of(mark) {
    const verdict = reviews.standing(mark.id, mark.revision);
    return { before: "", after: verdict ? verdictSigns[verdict] : "", person: null, state: null };
  },
});

/** Equal for marks that look the same. */
export const lookKey = ({ before, after, person, state }: Look): string =>
  `${before} ${after} ${person ?? ""} ${state ?? ""}`;
