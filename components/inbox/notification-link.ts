import type { NotificationResource } from "@/lib/contracts/notifications";

/** Where a notification leads: to the very conversation or annotation, else to the document or the project. */
export function notificationLink({
  projectId,
  documentId,
  actorId,
  kind,
  subjectId,
  details,
}: NotificationResource): string {
  const project = `/projects/${projectId}`;
  if (documentId === null) {
    // Verdicts in many documents: those of this person, document by document.
    if (kind === "verdict" && actorId !== null) return `${project}/activity?what=review&who=${actorId}`;
    return kind === "guideline" ? `${project}/guidelines` : `${project}/documents`;
  }
  const page = `${project}/documents/${documentId}`;
  if (typeof details.threadId === "string") return `${page}?thread=${details.threadId}`;
  if (kind === "adjudicated") return `${page}?set=gold`;
  const isAboutAnnotation = kind === "verdict" || kind === "correction";
  return isAboutAnnotation && subjectId !== null ? `${page}?annotation=${subjectId}` : page;
}
