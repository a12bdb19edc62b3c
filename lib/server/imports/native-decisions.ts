import "server-only";
import { DECISION_TEXT_LENGTH_MAX } from "@/lib/contracts/adjudication";
import type { CorpusDocument } from "@/lib/formats/corpus";
import { isUuid } from "../authorize";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { freshIds } from "./native-ids";

/** What is wrong with the decisions of a document of a file, or null. */
export function decisionProblem(
  { annotations, removed, decisions }: CorpusDocument,
  goldSets: ReadonlySet<string>,
): string | null {
  const others = new Set(
    [...annotations, ...removed].flatMap(({ id, setId }) => (goldSets.has(setId) ? [] : [id])),
  );
  for (const [at, { id, annotationId, createdBy, sources, text, revision }] of decisions.entries()) {
    const ids = [id, ...(createdBy === null ? [] : [createdBy]), ...sources.map((one) => one.annotationId)];
    if (!ids.every(isUuid)) return `decisions.${at}: an id is not a UUID`;
    if (text.length > DECISION_TEXT_LENGTH_MAX) return `decisions.${at}.text: too long`;
    if (annotationId !== null && others.has(annotationId))
      return `decisions.${at}.annotationId: what a decision made is in the gold, and this is somebody's own`;
    if (revision < 1) return `decisions.${at}: revisions begin with 1`;
  }
  return null;
}

type Coming = { readonly documentId: string; readonly item: CorpusDocument };

/**
 * Writes how the gold of documents was decided; their annotations stand here under `ownId` already. Sources in sets
 * that the file leaves out can't be cited here. Answers the changes that say so, and under which ids they stand.
 */
export async function writeDecisions(
  tx: Transaction,
  projectId: string,
  goldSetId: string,
  coming: readonly Coming[],
  ownId: (id: string) => string,
): Promise<{ changes: NewChange[]; ids: ReadonlyMap<string, string> }> {
  const ids = coming.flatMap(({ item }) => item.decisions.map(({ id }) => id));
  if (ids.length === 0) return { changes: [], ids: new Map() };
  const taken = await freshIds(tx, "decision", projectId, ids);
  const rows = coming.flatMap(({ documentId, item }) => {
    const here = new Set([...item.annotations, ...item.removed].map(({ id }) => id));
    return item.decisions.map(({ id, annotationId, reason, sources, ...decision }) => ({
      ...decision,
      id: taken.get(id) ?? id,
      documentId,
      annotationId: annotationId === null ? null : ownId(annotationId),
      reason: reason ?? "",
      sources: sources
        .filter((source) => here.has(source.annotationId))
        .map((source) => ({ ...source, annotationId: ownId(source.annotationId) })),
    }));
  });
  await tx.decision.createMany({ data: rows.map(({ sources: _, ...row }) => ({ ...row, projectId })) });
  await tx.decisionSource.createMany({
    data: rows.flatMap(({ id, sources }) =>
      sources.map((source) => ({ ...source, projectId, decisionId: id })),
    ),
  });
  const changes = rows.map(({ updatedAt: _, ...row }) => ({
    kind: "decision.imported",
    subjectId: row.id,
    documentId: row.documentId,
    setId: goldSetId,
    before: null,
    after: { ...row, deletedAt: null },
  }));
  return { changes, ids: new Map(ids.map((id) => [id, taken.get(id) ?? id])) };
}
