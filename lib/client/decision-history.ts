import type { DecisionResource } from "@/lib/contracts/adjudication";
import type { ChangeResource } from "@/lib/contracts/entities";
import type { DecisionKind } from "@/lib/domain/adjudication/decision";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";

/** What an operation did to one thing that is adjudicated. */
export type HistoryEntry = {
  readonly opId: string;
  readonly at: string;
  readonly by: string | null;
  readonly what: "made" | "takenBack" | "broughtBack" | "changed" | "carried";
  /** How it was decided, and why; null where nothing was. */
  readonly kind: DecisionKind | null;
  readonly reason: DecisionResource["reason"];
  readonly text: string;
  /** What the gold said after it; empty where there was none any more. */
  readonly gold: readonly StoredAnnotation[];
};

/** The log of one thing as a person reads it: an entry for each operation, in the order in which they come. */
export function historyEntries(changes: readonly ChangeResource[]): HistoryEntry[] {
  const operations = new Map<string, ChangeResource[]>();
  for (const change of changes) operations.set(change.opId, [...(operations.get(change.opId) ?? []), change]);
  return [...operations].flatMap(([opId, own]) => {
    const [first] = own;
    const what = whatOf(new Set(own.map(({ kind }) => kind)));
    if (!first || !what) return [];
    const decision = own.map(decisionOf).find((one) => one !== null && one.deletedAt === null) ?? null;
    return [
      {
        ...{ opId, at: first.at, by: first.principalName, what, kind: decision?.kind ?? null },
        ...{ reason: decision?.reason ?? "", text: decision?.text ?? "", gold: own.flatMap(goldOf) },
      },
    ];
  });
}

function whatOf(kinds: ReadonlySet<string>): HistoryEntry["what"] | null {
  if (kinds.has("decision.carried")) return "carried";
  if (kinds.has("decision.made")) return "made";
  if (kinds.has("decision.retracted")) return "takenBack";
  if (kinds.has("decision.restored")) return "broughtBack";
  if (kinds.has("decision.edited") || kinds.has("annotation.updated")) return "changed";
  return null;
}

/** The log holds decisions and annotations as the API answers them. */
const decisionOf = ({ kind, after }: ChangeResource): DecisionResource | null =>
  kind.startsWith("decision.") ? (after as DecisionResource | null) : null;

function goldOf({ kind, after }: ChangeResource): StoredAnnotation[] {
  const gold = kind.startsWith("annotation.") ? (after as StoredAnnotation | null) : null;
  return gold && gold.deletedAt === null ? [gold] : [];
}
