import { type DocumentAnnotation, sameAttributes } from "../annotation/annotation";
import { type AdjudicatedKind, type Pairing, saidOf, similarity } from "./adjudicated-kind";
import { pairsWithin } from "./pairs-within";

const said = (one: DocumentAnnotation): string => JSON.stringify([one.tag, saidOf(one.attributes)]);

/** Two assertions about a document are about the same thing when they have the same tag. */
export const documentKind: AdjudicatedKind<"document"> = {
  kind: "document",
  statement: said,
  looseStatement: said,
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
