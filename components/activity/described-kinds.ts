/** The kinds of change that have a sentence of their own under `activity.kinds`. */
const describedKinds = [
  "annotation.created",
  "annotation.updated",
  "annotation.deleted",
  "annotation.restored",
  "annotation.imported",
  "assignment.opened",
  "assignment.submitted",
  "assignment.adjudicated",
  "assignment.returned",
  "assignment.reopened",
  "case.created",
  "case.deleted",
  "case.restored",
  "document.created",
  "document.edited",
  "document.deleted",
  "document.restored",
  "entity.created",
  "entity.edited",
  "entity.deleted",
  "entity.imported",
  "guideline.replaced",
  "invitation.created",
  "invitation.revoked",
  "member.added",
  "member.updated",
  "member.removed",
  "project.created",
  "project.updated",
  "project.archived",
  "project.restored",
  "scheme.replaced",
  "scheme.imported",
] as const;

type DescribedKind = (typeof describedKinds)[number];

export const isDescribed = (kind: string): kind is DescribedKind =>
  describedKinds.some((described) => described === kind);
