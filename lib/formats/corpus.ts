import type { Decision, DecisionReason } from "@/lib/domain/adjudication/decision";
import type {
  DocumentAnnotation,
  RelationAnnotation,
  SpanAnnotation,
} from "@/lib/domain/annotation/annotation";
import type { SetKind } from "@/lib/domain/annotation/set-kind";
import type { SourceDocument } from "@/lib/domain/document/document";
import type { Entity } from "@/lib/domain/entity/entity";
import type { Guideline } from "@/lib/domain/guideline/guideline";
import type { ThreadState } from "@/lib/domain/review/thread-state";
import type { ReviewReason, Verdict } from "@/lib/domain/review/verdict";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { QuotedSpan } from "@/lib/domain/span/span";
import type { AssignmentState } from "@/lib/domain/workflow/assignment-state";
import type { RoundMode, RoundState } from "@/lib/domain/workflow/round-state";

export type CorpusSet = {
  readonly id: string;
  readonly kind: SetKind;
  /** The annotator's name, or what the set is called. */
  readonly name: string;
  /** The account behind an annotator's set, where this installation knows it. */
  readonly userId: string | null;
};

/** Who and when, carried by formats that can. Times are ISO 8601 in UTC. */
export type Provenance = {
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type CorpusAnnotation = (SpanAnnotation | RelationAnnotation | DocumentAnnotation) & Provenance;

/** One that was removed, and can be restored. */
export type RemovedAnnotation = CorpusAnnotation & { readonly deletedAt: string };

/** `deletedAt` is set while it is removed: it is there because it can be restored, or something still cites it. */
export type CorpusEntity = Entity & Provenance & { readonly deletedAt: string | null };

/** Says whose corrected text a document is, where that document is in the corpus too, and why it was corrected. */
export type Correction = {
  readonly supersedesId?: string | undefined;
  readonly correctionNote?: string | undefined;
};

/** Somebody whom the corpus names beside its sets, as who wrote a comment; their account may be elsewhere. */
export type CorpusPerson = { readonly id: string; readonly name: string };

export type CorpusAssignment = {
  readonly setId: string;
  readonly state: AssignmentState;
  readonly submittedAt: string | null;
  /** When the document was given or begun; null where nobody said. */
  readonly assignedAt: string | null;
  /** The round it was given in, which is in the corpus too. */
  readonly roundId: string | null;
  /** When its annotator took it, in a round that lets people take documents. */
  readonly claimedAt: string | null;
  /** Time its annotator has worked on the document, in milliseconds; null where it is not told. */
  readonly activeMs: number | null;
};

/** One version of the guidelines. */
export type CorpusGuideline = { readonly number: number } & Guideline & Omit<Provenance, "updatedAt">;

/** A round's settings and where it stands; which documents are in it, they say themselves. */
export type CorpusRound = {
  readonly id: string;
  readonly name: string;
  readonly state: RoundState;
  readonly mode: RoundMode;
  readonly copies: number;
  /** The share of documents coded by several, from 0 to 1. */
  readonly sharedPortion: number;
  readonly cap: number | null;
  readonly claimHours: number;
  readonly dueAt: string | null;
  /** So many days before `dueAt` people with unfinished work are reminded; null where nobody is. */
  readonly remindDays: number | null;
  readonly isBlind: boolean;
  readonly schemeVersion: number;
  readonly guidelineVersion: number | null;
  /** Which plan, changed by hand, opens the round; null as the rule draws it then, and where plans are not told. */
  readonly plan: number | null;
  /** Accounts, in order. */
  readonly memberIds: readonly string[];
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly revision: number;
};

/** That a document is in a round, or was until `leftAt`. */
export type CorpusPlace = {
  readonly roundId: string;
  readonly copies: number;
  readonly leftAt: string | null;
  /** To whom the plans of the round, by number, give the document; ordered by plan, then by account. */
  readonly planned: readonly PlannedPlace[];
};

export type PlannedPlace = { readonly plan: number; readonly userId: string };

/** What a teammate thinks of one of the document's annotations. */
export type CorpusReview = {
  readonly id: string;
  readonly annotationId: string;
  /** The account of who said it. */
  readonly reviewerId: string;
  readonly verdict: Verdict;
  readonly reason: ReviewReason | null;
  readonly text: string;
  /** The revision of the annotation that was looked at. */
  readonly annotationRevision: number;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};
/** How an item of the gold was decided. Sources are named even where the file leaves their sets out. */
export type CorpusDecision = Decision & {
  readonly reason: DecisionReason | null;
  readonly text: string;
  readonly revision: number;
} & Provenance;

/** A removed comment says nothing any more, only that there was one. */
export type CorpusComment = {
  readonly id: string;
  readonly text: string;
  /** Accounts that are spoken to. */
  readonly mentions: readonly string[];
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly revision: number;
};

/** A conversation about an annotation, a stretch of the text, words that wait for a place, or the whole document. */
export type CorpusThread = {
  readonly id: string;
  /** Whose work it is about. */
  readonly setId: string;
  readonly annotationId: string | null;
  readonly span: QuotedSpan | null;
  /** The words of an earlier revision that it is about and that have no sure place in this one; else empty. */
  readonly quote: string;
  readonly state: ThreadState;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  readonly revision: number;
  /** Oldest first. */
  readonly comments: readonly CorpusComment[];
};

/** A decision or a conversation of the document, one of the two, that shows how a rule is meant. */
export type CorpusCase = {
  readonly id: string;
  readonly ruleId: string;
  /** The version of the guidelines it was attached under. */
  readonly version: number;
  readonly threadId: string | null;
  readonly decisionId: string | null;
  readonly note: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly revision: number;
};

export type CorpusDocument = {
  readonly document: SourceDocument & Provenance & Correction;
  readonly assignments: readonly CorpusAssignment[];
  /** Ordered by set, then by position in the text, then by id; relations after what they join. */
  readonly annotations: readonly CorpusAnnotation[];
  /**
   * In the same order, apart from the others so that nobody takes them for what is asserted. They join each other and
   * those that are there; verdicts, decisions and conversations may cite them.
   */
  readonly removed: readonly RemovedAnnotation[];
  /** Of annotations of the document; ordered by annotation, then by reviewer. */
  readonly reviews: readonly CorpusReview[];
  /** Those in force, where the file has the gold; ordered by id. */
  readonly decisions: readonly CorpusDecision[];
  /** Ordered by id. */
  readonly threads: readonly CorpusThread[];
  /** Of the decisions and conversations that are there; ordered by id. */
  readonly cases: readonly CorpusCase[];
  /** Ordered by round; at most one is not left. */
  readonly places: readonly CorpusPlace[];
};

export type CorpusHeader = {
  readonly project: { readonly id: string; readonly name: string; readonly blind: boolean };
  readonly schemeVersion: number;
  readonly scheme: Scheme;
  /** Every set that an entity, assignment or annotation of the corpus cites, each once. */
  readonly sets: readonly CorpusSet[];
  /** Who is named by guidelines, rounds, conversations, verdicts and decisions; ordered by id. */
  readonly people: readonly CorpusPerson[];
  /** What was asked for, so that the file says what it is a part of. */
  readonly selection: {
    readonly set: string;
    readonly status: string;
    readonly split: string;
    readonly revisions?: string | undefined;
  };
};

/**
 * A corpus as a codec reads or writes it. Documents come one at a time from a cursor, so that memory does not
 * grow with the corpus; entities are few and come first because annotations cite them.
 */
export type Corpus = {
  readonly header: CorpusHeader;
  /** All versions, oldest first. */
  readonly guidelines: readonly CorpusGuideline[];
  /** Ordered by id. */
  readonly rounds: readonly CorpusRound[];
  /** At least every entity that an annotation of the corpus cites. */
  readonly entities: readonly CorpusEntity[];
  readonly documents: AsyncIterable<CorpusDocument>;
};
