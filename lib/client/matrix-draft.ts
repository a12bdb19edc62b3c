import type { MatrixRow } from "@/lib/contracts/round-matrix";
import type { AssignmentState } from "@/lib/domain/workflow/assignment-state";
import { isEditable } from "@/lib/domain/workflow/assignment-state";

export type MatrixPair = { readonly documentId: string; readonly userId: string };
export type MatrixChange = MatrixPair & { readonly op: "add" | "remove" };

/** What a cell shows: where work stands as the server knows it, and what the reader is about to change. */
export type MatrixMark = {
  readonly state: AssignmentState | "planned" | "none";
  readonly annotations: number;
  readonly draft: "add" | "remove" | null;
};

export const pairKey = ({ documentId, userId }: MatrixPair): string => `${documentId} ${userId}`;

/** The rows once a planned round's plan has changed so. Work that somebody has begun already is no plan and stays. */
export function withPlanned(rows: readonly MatrixRow[], changes: readonly MatrixChange[]): MatrixRow[] {
  const byDocument = new Map<string, MatrixChange[]>();
  for (const change of changes)
    byDocument.set(change.documentId, [...(byDocument.get(change.documentId) ?? []), change]);
  return rows.map((row) => {
    const mine = byDocument.get(row.documentId);
    if (!mine) return row;
    const isAsked = ({ userId, state }: MatrixRow["cells"][number]) =>
      (state === "planned" || state === "returned") && mine.some((change) => change.userId === userId);
    const kept = row.cells.filter((cell) => !isAsked(cell));
    const working = new Set(kept.map(({ userId }) => userId));
    const fresh = mine.filter(({ op, userId }) => op === "add" && !working.has(userId));
    return {
      ...row,
      cells: [
        ...kept,
        ...fresh.map(({ userId }) => ({
          userId,
          state: "planned" as const,
          annotations: 0,
          isClaimed: false,
        })),
      ],
    };
  });
}

/** Who has what in a round, and the changes that are not saved yet. Immutable: each change makes another. */
export class MatrixDraft {
  readonly #rows: ReadonlyMap<string, MatrixRow>;
  readonly #changes: ReadonlyMap<string, MatrixChange>;

  constructor(rows: readonly MatrixRow[], changes: readonly MatrixChange[] = []) {
    this.#rows = new Map(rows.map((row) => [row.documentId, row]));
    this.#changes = new Map(changes.map((change) => [pairKey(change), change]));
  }

  get changes(): readonly MatrixChange[] {
    return [...this.#changes.values()];
  }

  mark(pair: MatrixPair): MatrixMark {
    const cell = this.#rows.get(pair.documentId)?.cells.find(({ userId }) => userId === pair.userId);
    const draft = this.#changes.get(pairKey(pair))?.op ?? null;
    return { state: cell?.state ?? "none", annotations: cell?.annotations ?? 0, draft };
  }

  /** Whether the person will have the document once the changes are saved. */
  has(pair: MatrixPair): boolean {
    const { state, draft } = this.mark(pair);
    if (draft !== null) return draft === "add";
    return state !== "none" && state !== "returned";
  }

  /** How many will have the document. */
  filled(documentId: string): number {
    const row = this.#rows.get(documentId);
    const people = new Set([
      ...(row?.cells.map(({ userId }) => userId) ?? []),
      ...this.changes.filter((change) => change.documentId === documentId).map(({ userId }) => userId),
    ]);
    return [...people].filter((userId) => this.has({ documentId, userId })).length;
  }

  /** Gives what is not given and takes back what is; finished work can't be taken back and stays. */
  toggle(pair: MatrixPair): MatrixDraft {
    return this.set([pair], this.has(pair) ? "remove" : "add");
  }

  /** Gives or takes back each of these that can be; a change back to how it was is no change. */
  set(pairs: readonly MatrixPair[], op: "add" | "remove", { sparesBegun = false } = {}): MatrixDraft {
    const changes = new Map(this.#changes);
    for (const pair of pairs) {
      const { state, annotations } = this.mark(pair);
      const isHeld = state !== "none" && state !== "returned";
      if (isHeld && state !== "planned" && !isEditable(state)) continue;
      if (op === "remove" && sparesBegun && annotations > 0) continue;
      if (isHeld === (op === "add")) changes.delete(pairKey(pair));
      else changes.set(pairKey(pair), { ...pair, op });
    }
    return new MatrixDraft([...this.#rows.values()], [...changes.values()]);
  }
}
