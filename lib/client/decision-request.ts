import { uuidv7 } from "uuidv7";
import type { NewDecision, NewGoldEntity } from "@/lib/contracts/adjudication";
import type { NewAnnotation } from "@/lib/contracts/annotations";
import type { DecisionReason } from "@/lib/domain/adjudication/decision";
import type { AdjudicationBoard, QueueItem } from "./adjudication-board";

/** Why: what goes with the next decision. */
export type Grounds = {
  readonly reason: DecisionReason | "";
  readonly text: string;
  readonly ruleId: string;
};

export const noGrounds: Grounds = { reason: "", text: "", ruleId: "" };

/** What is sent: decisions, those that they replace, and the items that are decided by them. */
export type DecisionRequest = {
  readonly items: readonly QueueItem[];
  readonly replaces: Named[];
  /** The gold that is replaced, kept or removed, as it was read. */
  readonly gold: Named[];
  readonly decisions: NewDecision[];
  /** What these decisions are the first to name. */
  readonly entities: NewGoldEntity[];
};
type Named = { readonly id: string; readonly revision: number };

const named = (rows: readonly Named[]): Named[] => rows.map(({ id, revision }) => ({ id, revision }));

/** A decision for each outcome, all of them on the item as it was read; without an item, on what nobody has marked. */
export function requestFor(
  board: AdjudicationBoard,
  item: QueueItem | null,
  outcomes: readonly NewDecision["outcome"][],
  { reason, text, ruleId }: Grounds,
): DecisionRequest {
  // Gold that its curator words anew is theirs: it cites no more what is gone.
  const isOwn = item !== null && item.origin !== "work" && outcomes.every(({ kind }) => kind === "edited");
  const sources = item === null || isOwn ? [] : board.sourcesOf(item);
  return {
    items: item ? [item] : [],
    replaces: item ? named(board.stateOf(item).decisions) : [],
    gold: item ? goldTouched(board, item, outcomes) : [],
    entities: [],
    decisions: outcomes.map((outcome) => ({
      id: uuidv7(),
      sources,
      outcome,
      ...(reason ? { reason } : {}),
      ...(text ? { text } : {}),
      ...(ruleId ? { rule: { id: ruleId } } : {}),
    })),
  };
}

/** The gold of an item, with the links that go along with what of it goes. */
function goldTouched(
  board: AdjudicationBoard,
  item: QueueItem,
  outcomes: readonly NewDecision["outcome"][],
): Named[] {
  const gold = board.goldOf(item);
  const staying = new Set(outcomes.flatMap(({ kind, goldId }) => (kind === "neither" ? [] : (goldId ?? []))));
  const leaving = new Set(gold.filter(({ id }) => !staying.has(id)).map(({ id }) => id));
  const links = board.work.gold.filter(
    (one) => one.kind === "relation" && (leaving.has(one.fromId) || leaving.has(one.toId)),
  );
  return named([...new Set([...gold, ...links])]);
}

/**
 * What has to be decided along with a link, so that its ends are gold: marks that are undecided are chosen as they
 * are. Answers the link with its ends in the gold; other annotations as they came.
 */
export function withEnds(
  board: AdjudicationBoard,
  annotation: NewAnnotation,
): { readonly annotation: NewAnnotation; readonly along: readonly DecisionRequest[] } {
  if (annotation.kind !== "relation") return { annotation, along: [] };
  const along: DecisionRequest[] = [];
  const goldOf = (id: string): string => {
    const known = board.goldFor(id);
    const item = known === undefined ? board.holding(id) : undefined;
    if (!item) return known ?? id;
    const goldId = uuidv7();
    along.push(requestFor(board, item, [{ kind: "chosen", from: id, goldId }], { ...noGrounds }));
    return goldId;
  };
  const [fromId, toId] = [goldOf(annotation.fromId), goldOf(annotation.toId)];
  return { annotation: { ...annotation, fromId, toId }, along };
}

/** Several as one: what is chosen along comes first, so that a link finds its ends. */
export const joined = (requests: readonly DecisionRequest[]): DecisionRequest => ({
  items: requests.flatMap(({ items }) => items),
  replaces: requests.flatMap(({ replaces }) => replaces),
  gold: requests.flatMap(({ gold }) => gold),
  decisions: requests.flatMap(({ decisions }) => decisions),
  entities: requests.flatMap(({ entities }) => entities),
});
