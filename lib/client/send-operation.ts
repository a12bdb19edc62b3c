import { batchAnnotations } from "@/lib/contracts/annotations";
import { removeReview, setReview } from "@/lib/contracts/reviews";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import { api } from "./api";
import type { QueuedSteps, QueuedVerdict } from "./outbox";
import type { KnownReview } from "./review-store";

/** Sends changes of annotations under their operation's id: sent twice, they are applied once. */
export async function sendSteps(operation: QueuedSteps): Promise<readonly StoredAnnotation[]> {
  const { items } = await api(batchAnnotations, {
    as: operation.userId,
    params: { project: operation.projectId, document: operation.documentId },
    body: {
      opId: operation.opId,
      ...(operation.set ? { set: operation.set } : {}),
      annotations: operation.steps.map(wireStep),
    },
  });
  return items;
}

/** Sends a verdict, or takes one back, under its operation's id. */
export function sendVerdict({ opId, verdict, ...place }: QueuedVerdict): Promise<KnownReview> {
  const { id, annotationId, annotationRevision, opinion, replaces } = verdict;
  const to = {
    as: place.userId,
    params: { project: place.projectId, document: place.documentId, annotation: annotationId },
  };
  if (opinion === null) return api(removeReview, { ...to, query: { opId, revision: replaces ?? 1 } });
  const known = replaces === null ? { id } : { revision: replaces };
  return api(setReview, { ...to, body: { ...opinion, opId, annotationRevision, ...known } });
}

/** A step as the API takes it: a create's fields that don't belong to its kind are left out. */
function wireStep(step: Step) {
  if (step.op !== "create")
    return step.op === "update"
      ? {
          ...step,
          set: {
            ...step.set,
            spans: plain(step.set.spans),
            attributes: step.set.attributes && { ...step.set.attributes },
          },
        }
      : step;
  const { id, tag, note } = step;
  const attributes = step.attributes && { ...step.attributes };
  const common = {
    op: "create",
    id,
    tag,
    ...(note ? { note } : {}),
    ...(attributes ? { attributes } : {}),
  } as const;
  if (step.kind === "relation")
    return { ...common, kind: "relation", fromId: step.fromId ?? "", toId: step.toId ?? "" } as const;
  if (step.kind === "document") return { ...common, kind: "document" } as const;
  return {
    ...common,
    kind: "span",
    spans: plain(step.spans) ?? [],
    entityId: step.entityId ?? null,
  } as const;
}

const plain = (spans: readonly { start: number; end: number }[] | undefined) =>
  spans?.map(({ start, end }) => ({ start, end }));
