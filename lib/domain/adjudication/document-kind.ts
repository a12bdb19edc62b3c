import { sameAttributes } from "../annotation/annotation";
import { type AdjudicatedKind, type Pairing, similarity } from "./adjudicated-kind";
import { pairsWithin } from "./pairs-within";

/** Two assertions about a document are about the same thing when they have the same tag. */
export const documentKind: AdjudicatedKind<"document"> = {
  kind: "document",
  statement: (one) =>
    JSON.stringify([one.tag, Object.entries(one.attributes).sort(([a], [b]) => (a < b ? -1 : 1))]),
  pairings: function* (all): Generator<Pairing> {
    for (const [left, right, a, b] of pairsWithin(all, ({ tag }) => [tag]))
      yield {
        left,
        right,
        similarity: sameAttributes(a.attributes, b.attributes)
          ? similarity("identical", 1)
          : similarity("sameExtent", 0),
      };
  },
  differences: () => [],
};
