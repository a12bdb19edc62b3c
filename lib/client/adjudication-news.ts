import type { ChangeResource } from "@/lib/contracts/entities";
import type { ShownItem } from "./adjudication-board";

/** What somebody has done to the item at hand meanwhile, which is shown as it was until its curator asks. */
export type HeldNews = {
  readonly kind: "decided" | "gold" | "work";
  /** Who decided, by name; curators know each other. Null where nobody can be named. */
  readonly by: string | null;
  /** Whose work it is that has changed: named as the page names annotators. */
  readonly setId: string | null;
};

/** How long after a reading that no answer came to it is tried again. */
const AGAIN_MS = 3_000;

/** What has been heard of a document since it was last read. */
export class AdjudicationNews {
  #heard: ChangeResource[] = [];
  readonly #own = new Set<string>();
  /** Whether the document is about to be read: what is heard until then is in that reading. */
  #isAsked = false;

  constructor(readonly read: () => Promise<void>) {}

  /** What this page itself does is no news to it. */
  own(opId: string): string {
    this.#own.add(opId);
    return opId;
  }

  receive(change: ChangeResource): void {
    if (this.#own.has(change.opId) || !/^(annotation|decision|assignment)\./.test(change.kind)) return;
    this.#heard.push(change);
    this.#ask();
  }

  /** What has been heard, for the reading that begins now. */
  take(): readonly ChangeResource[] {
    this.#isAsked = false;
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  /** The reading came to nothing: what was heard is still to be read. */
  again(changes: readonly ChangeResource[]): void {
    this.#heard = [...changes, ...this.#heard];
    setTimeout(() => this.#ask(), AGAIN_MS);
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    void this.read();
  }
}

/** Which of the changes is about an item, decisions first, and what is told of it. */
export function newsOf({ item, gold }: ShownItem, changes: readonly ChangeResource[]): HeldNews {
  const ids = new Set([...item.versions, ...gold].map(({ id }) => id));
  const decision = changes.findLast(({ kind, after }) => kind.startsWith("decision.") && cites(after, ids));
  if (decision) return { kind: "decided", by: decision.principalName, setId: null };
  const goldIds = new Set(gold.map(({ id }) => id));
  const change = changes.findLast(({ subjectId }) => ids.has(subjectId));
  if (change && goldIds.has(change.subjectId)) return { kind: "gold", by: change.principalName, setId: null };
  return { kind: "work", by: null, setId: change?.setId ?? null };
}

/** The log holds decisions as the API answers them. */
function cites(after: ChangeResource["after"], ids: ReadonlySet<string>): boolean {
  const { annotationId, sources = [] } = (after ?? {}) as {
    annotationId?: string | null;
    sources?: readonly { annotationId: string }[];
  };
  return ids.has(annotationId ?? "") || sources.some((source) => ids.has(source.annotationId));
}
