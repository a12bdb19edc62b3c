import "server-only";
import type { DisplacementStep } from "@/lib/contracts/revisions";
import type { RelationAnnotation, StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { AnnotationChange } from "@/lib/domain/annotation/apply-steps";
import { checkSpans } from "@/lib/domain/annotation/check-annotation";
import { restoreFault } from "@/lib/domain/annotation/relation-faults";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { QuotedSpan } from "@/lib/domain/span/span";
import { AppError, invalid } from "../app-error";
import type { Copied } from "../revisions/carry-verdicts";
import type { Text } from "../texts/read";
import type { DisplacementFact } from "./read";

type StoredRelation = Extract<StoredAnnotation, RelationAnnotation>;

export type ResolutionContext = {
  readonly documentId: string;
  readonly text: Text;
  readonly scheme: Scheme;
  readonly now: string;
  /** Annotations as they stand on earlier revisions, by id; with the relations that hang on each. */
  readonly earlier: ReadonlyMap<string, StoredAnnotation>;
  readonly relations: ReadonlyMap<string, readonly StoredRelation[]>;
  /** The id on the corrected text of an annotation on the revision that this one was on. */
  readonly idHere: (from: StoredAnnotation, id: string) => string;
};

export type Resolved = {
  readonly before: DisplacementFact;
  readonly after: DisplacementFact;
  readonly kind: "displacement.placed" | "displacement.dropped" | "displacement.returned";
};

/**
 * Decides displacements one after the other on rows held in memory: `rows` are the annotations of the corrected
 * text that can be touched, and `changes` what is to be written and logged.
 */
export class Resolution {
  readonly changes: AnnotationChange[] = [];
  readonly resolved: Resolved[] = [];
  /** What has come to the corrected text, beside what it is a copy of. */
  readonly copied: Copied[] = [];
  readonly #rows: Map<string, StoredAnnotation>;
  readonly #context: ResolutionContext;

  constructor(rows: ReadonlyMap<string, StoredAnnotation>, context: ResolutionContext) {
    this.#rows = new Map(rows);
    this.#context = context;
  }

  apply(step: DisplacementStep, before: DisplacementFact): void {
    const isWaiting = before.state === "waiting";
    if (step.action === "return") {
      if (isWaiting) return;
      this.#remove(before.id);
      this.#decide(before, "waiting", "displacement.returned");
      return;
    }
    const aim = step.action === "drop" ? "dropped" : "placed";
    if (!isWaiting) throw new AppError("wrong_state", "Somebody has decided about this one already");
    if (aim === "placed") this.#place(before, this.#spansOf(step, before));
    this.#decide(before, aim, `displacement.${aim}`);
  }

  #spansOf(step: DisplacementStep, { candidate }: DisplacementFact): readonly QuotedSpan[] {
    if (step.action !== "place") {
      // The column holds what the correction wrote: spans with quotes of this text, or null.
      const spans = candidate as readonly QuotedSpan[] | null;
      if (!spans) throw new AppError("wrong_state", "There is no guess to accept. Say where it belongs.");
      return spans;
    }
    const { text, map } = this.#context.text;
    const checked = checkSpans(text, map, step.spans);
    if (!checked.ok) throw invalid(checked.field, checked.reason);
    return checked.value;
  }

  #decide(before: DisplacementFact, state: DisplacementFact["state"], kind: Resolved["kind"]): void {
    this.resolved.push({ before, after: { ...before, state, revision: before.revision + 1 }, kind });
  }

  #place({ id, annotationId }: DisplacementFact, spans: readonly QuotedSpan[]): void {
    const old = this.#context.earlier.get(annotationId);
    if (old?.kind !== "span") throw new Error("A displacement of what is no mark");
    const known = this.#rows.get(id);
    if (known?.kind === "span")
      this.#write("annotation.restored", known, { ...known, spans, deletedAt: null });
    else this.#carry(old, { ...old, id, spans });
    for (const relation of this.#context.relations.get(annotationId) ?? []) this.#join(old, relation);
  }

  /** Brings a relation along once both of its ends are there, unless the author has made another one meanwhile. */
  #join(old: StoredAnnotation, relation: StoredRelation): void {
    const here = (id: string) => this.#context.idHere(old, id);
    const next = {
      ...relation,
      id: here(relation.id),
      fromId: here(relation.fromId),
      toId: here(relation.toId),
    };
    const known = this.#rows.get(next.id);
    if (known && known.deletedAt === null) return;
    if (restoreFault(this.#rows, this.#context.scheme, next)) return;
    if (known) this.#write("annotation.restored", known, { ...known, deletedAt: null });
    else this.#carry(relation, next);
  }

  #carry(before: StoredAnnotation, annotation: StoredAnnotation): void {
    const { documentId, now } = this.#context;
    const after = { ...annotation, documentId, revision: 1, updatedAt: now, deletedAt: null };
    this.#rows.set(after.id, after);
    this.changes.push({ kind: "annotation.carried", before: null, after });
    this.copied.push({ before, here: after });
  }

  #remove(id: string): void {
    const removedAt = { deletedAt: this.#context.now };
    const row = this.#rows.get(id);
    if (!row || row.deletedAt !== null) return;
    for (const other of this.#rows.values())
      if (other.kind === "relation" && other.deletedAt === null && (other.fromId === id || other.toId === id))
        this.#write("annotation.deleted", other, { ...other, ...removedAt });
    this.#write("annotation.deleted", row, { ...row, ...removedAt });
  }

  #write(kind: AnnotationChange["kind"], before: StoredAnnotation, next: StoredAnnotation): void {
    const after = { ...next, revision: before.revision + 1, updatedAt: this.#context.now };
    this.#rows.set(after.id, after);
    this.changes.push({ kind, before, after });
  }
}
