/** The kinds of change that have a sentence of their own under `activity.kinds`. */
const describedKinds = [
  "annotation.created",
  "annotation.updated",
  "annotation.deleted",
  "annotation.restored",
  "annotation.imported",
  "assignment.opened",
  "assignment.assigned",
  "assignment.claimed",
  "assignment.submitted",
  "assignment.adjudicated",
  "assignment.returned",
  "assignment.reopened",
  "document.created",
  "document.edited",
  "document.deleted",
  "document.restored",
  "entity.created",
  "entity.edited",
  "entity.deleted",
  "entity.imported",
  "invitation.created",
  "invitation.revoked",
  "member.added",
  "member.updated",
  "member.removed",
  "project.created",
  "project.updated",
  "project.archived",
  "project.restored",
  "round.created",
  "round.updated",
  "round.opened",
  "round.closed",
  "scheme.replaced",
  "scheme.imported",
] as const;

type DescribedKind = (typeof describedKinds)[number];

export const isDescribed = (kind: string): kind is DescribedKind =>
  describedKinds.some((described) => described === kind);
