import type { Decision, DecisionReason } from "@/lib/domain/adjudication/decision";
import type {
  DocumentAnnotation,
  RelationAnnotation,
  SpanAnnotation,
} from "@/lib/domain/annotation/annotation";
import type { SetKind } from "@/lib/domain/annotation/set-kind";
import type { SourceDocument } from "@/lib/domain/document/document";
import type { Entity } from "@/lib/domain/entity/entity";
import type { ReviewReason, Verdict } from "@/lib/domain/review/verdict";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { AssignmentState } from "@/lib/domain/workflow/assignment-state";

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

/** Says whose corrected text a document is, where that document is in the corpus too, and why it was corrected. */
export type Correction = {
  readonly supersedesId?: string | undefined;
  readonly correctionNote?: string | undefined;
};

export type CorpusAssignment = {
  readonly setId: string;
  readonly state: AssignmentState;
  readonly submittedAt: string | null;
};

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

export type CorpusDocument = {
  readonly document: SourceDocument & Provenance & Correction;
  readonly assignments: readonly CorpusAssignment[];
  /** Ordered by set, then by position in the text, then by id; relations after what they join. */
  readonly annotations: readonly CorpusAnnotation[];
  /** Of annotations that are there; ordered by annotation, then by reviewer. */
  readonly reviews: readonly CorpusReview[];
  /** Those in force, where the file has the gold; ordered by id. */
  readonly decisions: readonly CorpusDecision[];
};

export type CorpusHeader = {
  readonly project: { readonly id: string; readonly name: string; readonly blind: boolean };
  readonly schemeVersion: number;
  readonly scheme: Scheme;
  /** Every set that an entity, assignment or annotation of the corpus cites, each once. */
  readonly sets: readonly CorpusSet[];
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
  /** At least every entity that an annotation of the corpus cites. */
  readonly entities: readonly (Entity & Provenance)[];
  readonly documents: AsyncIterable<CorpusDocument>;
};
