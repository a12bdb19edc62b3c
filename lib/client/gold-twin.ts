import type { AnnotationResource } from "@/lib/contracts/annotations";
import type { Annotation } from "@/lib/domain/annotation/annotation";
import { sameSpans } from "@/lib/domain/span/span";
import type { AdjudicationBoard, QueueItem } from "./adjudication-board";

/** Gold of another item that has the words and the tag of a version already: taken as well, it would be there twice. */
export function goldTwinOf(
  board: AdjudicationBoard,
  item: QueueItem,
  version: Annotation,
): AnnotationResource | undefined {
  if (version.kind !== "span") return undefined;
  const own = new Set(board.goldOf(item).map(({ id }) => id));
  return board.work.gold.find(
    (gold) =>
      gold.kind === "span" &&
      gold.tag === version.tag &&
      !own.has(gold.id) &&
      sameSpans(gold.spans, version.spans),
  );
}
