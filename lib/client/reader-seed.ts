import type { ReaderState } from "@/lib/contracts/documents";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { AssignmentState } from "@/lib/domain/workflow/assignment-state";
import type { KnownEntity } from "./annotation-store";
import type { Place } from "./outbox";

/** What the server sends with the page. `text` may be the first screens only; the rest is fetched. */
export type ReaderSeed = Place & {
  readonly scheme: Scheme;
  readonly text: string;
  readonly isWhole: boolean;
  readonly state: ReaderState;
  readonly entities: readonly (KnownEntity & { readonly id: string })[];
  /** Whether this person may write here at all; a submitted document is locked besides. */
  readonly mayAnnotate: boolean;
  /** Whether this person may say what they think of teammates' annotations. */
  readonly mayReview: boolean;
  /** Whether they may change annotations of others, under their own name. */
  readonly mayCorrect: boolean;
  readonly mayComment: boolean;
  /** Whether they may remove what others said. */
  readonly mayModerate: boolean;
  /** The newest revision where this text has been corrected. */
  readonly supersededById: string | null;
  readonly userName: string;
};

export type MyState = AssignmentState | "none";
