import type { EntityKind, Scheme } from "../scheme/scheme";
import { tagOf } from "../scheme/scheme";
import type { Span } from "../span/span";
import type { OffsetMap } from "../text/offsets";
import { type AnnotationKind, type Attributes, isSame, type StoredAnnotation } from "./annotation";
import {
  type Checked,
  checkAttributes,
  checkSpans,
  checkTag,
  survivingAttributes,
  survivingEntity,
} from "./check-annotation";
import { endsFault, type Fault, relabelFault, restoreFault } from "./relation-faults";

type SentSpan = Span & { readonly quote?: string | undefined };

export type CreateStep = {
  readonly op: "create";
  readonly id: string;
  readonly kind: AnnotationKind;
  readonly tag: string;
  readonly spans?: readonly SentSpan[] | undefined;
  readonly entityId?: string | null | undefined;
  readonly fromId?: string | undefined;
  readonly toId?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly note?: string | undefined;
};

/** What an update may change; what is undefined stays. */
export type Edit = {
  readonly [Field in Exclude<keyof CreateStep, "op" | "id" | "kind">]?: CreateStep[Field] | undefined;
};

/** One thing to do to the annotations of a set on a document. */
export type Step =
  | CreateStep
  | { readonly op: "update"; readonly id: string; readonly revision: number; readonly set: Edit }
  | { readonly op: "delete"; readonly id: string; readonly revision: number }
  | { readonly op: "restore"; readonly id: string; readonly revision: number };

export type StepContext = {
  readonly scheme: Scheme;
  readonly text: string;
  readonly map: OffsetMap;
  readonly documentId: string;
  /** The set that is written to. */
  readonly setId: string;
  /** Entities that mentions may stand for, by id. */
  readonly entities: ReadonlyMap<string, { readonly kind: EntityKind }>;
  readonly userId: string;
  readonly now: string;
};

export type AnnotationChange = {
  readonly kind: `annotation.${"created" | "carried" | "updated" | "deleted" | "restored"}`;
  readonly before: StoredAnnotation | null;
  readonly after: StoredAnnotation;
};

export type Refusal = {
  readonly ok: false;
  readonly code: "invalid_input" | "not_found" | "forbidden" | "stale_revision" | "wrong_state" | "conflict";
  /** Which step, counted from 0. */
  readonly step: number;
  readonly field: string;
  readonly reason: string;
  readonly current?: StoredAnnotation;
};

export type Applied =
  | {
      readonly ok: true;
      /** In order; a step may cause several (removing a mention removes its relations) or none. */
      readonly changes: readonly AnnotationChange[];
      /** The annotation of each step, as it is after all of them. */
      readonly results: readonly StoredAnnotation[];
    }
  | Refusal;

class Refused extends Error {
  constructor(
    readonly code: Refusal["code"],
    readonly field: string,
    readonly reason: string,
    readonly current?: StoredAnnotation,
  ) {
    super(reason);
  }
}

/**
 * Applies steps in order to `rows`: all or nothing. The server runs it inside the transaction that stores the
 * changes, the browser to show them at once, so both agree on what a step does.
 *
 * `rows` holds every annotation the steps name, both ends of every relation they name, and all relations that
 * hang on any of these, with their ends; removed ones too. It is not changed.
 */
export function applySteps(
  rows: ReadonlyMap<string, StoredAnnotation>,
  steps: readonly Step[],
  context: StepContext,
): Applied {
  const work = new Work(rows, context);
  for (const [at, step] of steps.entries()) {
    try {
      work.apply(step);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, field, reason, current } = error;
      return { ok: false, code, step: at, field, reason, ...(current ? { current } : {}) };
    }
  }
  return { ok: true, changes: work.changes, results: steps.map((step) => work.get(step.id)) };
}

class Work {
  readonly changes: AnnotationChange[] = [];
  readonly #rows: Map<string, StoredAnnotation>;
  readonly #context: StepContext;

  constructor(rows: ReadonlyMap<string, StoredAnnotation>, context: StepContext) {
    this.#rows = new Map(rows);
    this.#context = context;
  }

  get(id: string): StoredAnnotation {
    const row = this.#rows.get(id);
    if (!row) throw new Refused("not_found", "id", `There is no annotation ${id} on this document`);
    return row;
  }

  apply(step: Step): void {
    if (step.op === "create") this.#create(step);
    else if (step.op === "update") this.#update(step.id, step.revision, step.set);
    else if (step.op === "delete") this.#delete(step.id, step.revision);
    else this.#restore(step.id, step.revision);
  }

  #create(step: CreateStep): void {
    const known = this.#rows.get(step.id);
    if (known) {
      // Sent again: nothing more to do, even where it has been edited or removed since.
      if (known.setId === this.#context.setId && known.documentId === this.#context.documentId) return;
      throw new Refused("conflict", "id", "This id belongs to another annotation; make a new one");
    }
    const { documentId, setId, userId, now } = this.#context;
    const common = {
      id: step.id,
      documentId,
      setId,
      tag: step.tag,
      attributes: this.#attributes(step.kind, step.tag, step.attributes ?? {}),
      note: step.note ?? "",
      revision: 1,
      createdBy: userId,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    this.#log("annotation.created", null, this.#shaped(step, common));
  }

  #shaped(
    step: CreateStep,
    common: Omit<Extract<StoredAnnotation, { kind: "document" }>, "kind">,
  ): StoredAnnotation {
    const { scheme } = this.#context;
    if (step.kind === "relation") {
      const ends = { fromId: step.fromId ?? "", toId: step.toId ?? "" };
      this.#checkEnds(step.id, step.tag, ends.fromId, ends.toId);
      return { kind: "relation", ...common, ...ends };
    }
    need(checkTag(scheme, step.kind, step.tag));
    if (step.kind === "document") return { kind: "document", ...common };
    const entityId = step.entityId ?? null;
    this.#checkEntity(step.tag, entityId);
    return { kind: "span", ...common, spans: this.#spans(step.spans ?? []), entityId };
  }

  #update(id: string, revision: number, set: Edit): void {
    const before = this.#mine(id, revision);
    if (before.deletedAt !== null)
      throw new Refused("wrong_state", "id", "It has been removed; restore it first", before);
    const after = this.#edited(before, set);
    if (isSame(before, after)) return;
    this.#log("annotation.updated", before, this.#next(after));
  }

  #edited(before: StoredAnnotation, set: Edit): StoredAnnotation {
    const tag = set.tag ?? before.tag;
    const note = set.note ?? before.note;
    const isRelabelled = tag !== before.tag;
    const attributes = set.attributes
      ? this.#attributes(before.kind, tag, set.attributes)
      : isRelabelled
        ? survivingAttributes(this.#context.scheme, before.kind, tag, before.attributes)
        : before.attributes;
    if (before.kind === "relation") {
      const fromId = set.fromId ?? before.fromId;
      const toId = set.toId ?? before.toId;
      if (isRelabelled || fromId !== before.fromId || toId !== before.toId)
        this.#checkEnds(before.id, tag, fromId, toId);
      return { ...before, tag, note, attributes, fromId, toId };
    }
    if (isRelabelled) need(checkTag(this.#context.scheme, before.kind, tag));
    if (before.kind === "document") return { ...before, tag, note, attributes };
    if (isRelabelled) refuseFor(relabelFault(this.#rows, this.#context.scheme, before.id, tag), before);
    const surviving = survivingEntity(this.#context.scheme, before, tag);
    const entityId = set.entityId === undefined ? surviving : set.entityId;
    // What it stands for already was checked then; that entity may have been removed since.
    if (entityId !== surviving) this.#checkEntity(tag, entityId);
    const spans = set.spans ? this.#spans(set.spans) : before.spans;
    return { ...before, tag, note, attributes, entityId, spans };
  }

  #delete(id: string, revision: number): void {
    const before = this.#mine(id, null);
    if (before.deletedAt !== null) return;
    this.#mine(id, revision);
    for (const row of this.#rows.values()) {
      if (row.kind === "relation" && row.deletedAt === null && (row.fromId === id || row.toId === id))
        this.#log("annotation.deleted", row, this.#next({ ...row, deletedAt: this.#context.now }));
    }
    this.#log("annotation.deleted", before, this.#next({ ...before, deletedAt: this.#context.now }));
  }

  #restore(id: string, revision: number): void {
    const before = this.#mine(id, null);
    if (before.deletedAt === null) return;
    this.#mine(id, revision);
    if (before.kind === "relation") refuseFor(restoreFault(this.#rows, this.#context.scheme, before));
    this.#log("annotation.restored", before, this.#next({ ...before, deletedAt: null }));
  }

  /** The row, if it is of the set that is written to and at the revision the caller read. */
  #mine(id: string, revision: number | null): StoredAnnotation {
    const row = this.get(id);
    if (row.documentId !== this.#context.documentId)
      throw new Refused("not_found", "id", `There is no annotation ${id} on this document`);
    if (row.setId !== this.#context.setId)
      throw new Refused("forbidden", "id", "Only its author changes an annotation");
    if (revision !== null && row.revision !== revision)
      throw new Refused(
        "stale_revision",
        "revision",
        `You read revision ${revision}; it is at ${row.revision} by now`,
        row,
      );
    return row;
  }

  #next(row: StoredAnnotation): StoredAnnotation {
    return { ...row, revision: row.revision + 1, updatedAt: this.#context.now };
  }

  #log(kind: AnnotationChange["kind"], before: StoredAnnotation | null, after: StoredAnnotation): void {
    this.#rows.set(after.id, after);
    this.changes.push({ kind, before, after });
  }

  #spans(spans: readonly SentSpan[]) {
    return need(checkSpans(this.#context.text, this.#context.map, spans));
  }

  #attributes(kind: AnnotationKind, tag: string, attributes: Attributes): Attributes {
    return need(checkAttributes(this.#context.scheme, kind, tag, attributes));
  }

  #checkEntity(tag: string, entityId: string | null): void {
    if (entityId === null) return;
    const entity = this.#context.entities.get(entityId);
    if (!entity) throw new Refused("not_found", "entityId", "There is no such entity in this project");
    const kind = tagOf(this.#context.scheme, tag)?.entityKind;
    if (entity.kind !== kind)
      throw new Refused(
        "invalid_input",
        "entityId",
        `A mention tagged ${tag} stands for ${kind ?? "no entity"}, not for ${entity.kind}`,
      );
  }

  #checkEnds(id: string, tag: string, fromId: string, toId: string): void {
    refuseFor(endsFault(this.#rows, this.#context, { id, tag, fromId, toId }));
  }
}

function refuseFor(fault: Fault | null, current?: StoredAnnotation): void {
  if (fault) throw new Refused(fault.code, fault.field, fault.reason, current);
}

function need<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  throw new Refused("invalid_input", checked.field, checked.reason);
}
