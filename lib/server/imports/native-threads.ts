import "server-only";
import { CASE_NOTE_LENGTH_MAX } from "@/lib/contracts/guidelines";
import { COMMENT_LENGTH_MAX, COMMENTS_MAX, MENTIONS_MAX } from "@/lib/contracts/threads";
import type { CorpusCase, CorpusComment, CorpusDocument, CorpusThread } from "@/lib/formats/corpus";
import { isUuid } from "../authorize";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { QUOTE_LENGTH_MAX } from "../threads/quote-length";
import { freshIds } from "./native-ids";

/** What is wrong with the conversations and cases of a document of a file, or null. */
export function threadProblem({ threads, cases }: CorpusDocument): string | null {
  for (const [at, thread] of threads.entries()) {
    const { id, createdBy, resolvedBy, span, quote, revision, comments } = thread;
    if (![id, createdBy, resolvedBy].every(isId)) return `threads.${at}: an id is not a UUID`;
    if (revision < 1) return `threads.${at}.revision: revisions begin with 1`;
    if (span && span.end - span.start > QUOTE_LENGTH_MAX) return `threads.${at}.span: too long`;
    if ([...quote].length > QUOTE_LENGTH_MAX) return `threads.${at}.quote: too long`;
    if (comments.length > COMMENTS_MAX) return `threads.${at}.comments: too many`;
    for (const [n, comment] of comments.entries()) {
      const problem = commentProblem(comment);
      if (problem !== null) return `threads.${at}.comments.${n}: ${problem}`;
    }
  }
  for (const [at, { id, ruleId, createdBy, version, revision, note }] of cases.entries()) {
    if (![id, ruleId, createdBy].every(isId)) return `cases.${at}: an id is not a UUID`;
    if (version < 1 || revision < 1) return `cases.${at}: versions and revisions begin with 1`;
    if (note.length > CASE_NOTE_LENGTH_MAX) return `cases.${at}.note: too long`;
  }
  return null;
}

const isId = (id: string | null): boolean => id === null || isUuid(id);

function commentProblem({
  id,
  createdBy,
  mentions,
  text,
  deletedAt,
  revision,
}: CorpusComment): string | null {
  if (![id, createdBy, ...mentions].every(isId)) return "an id is not a UUID";
  if (mentions.length > MENTIONS_MAX) return "too many people are spoken to";
  if (text.length > COMMENT_LENGTH_MAX) return "too long";
  if (text.trim() === "" && deletedAt === null) return "it says nothing";
  return revision < 1 ? "revisions begin with 1" : null;
}

export type Conversation = {
  readonly documentId: string;
  readonly setId: string;
  readonly thread: CorpusThread;
};

/**
 * Writes conversations; what they are about stands here under `ownId` already. Nobody is told of what was said
 * long ago and elsewhere. Answers the changes that say so, and under which ids they stand.
 */
export async function writeThreads(
  tx: Transaction,
  projectId: string,
  conversations: readonly Conversation[],
  names: ReadonlyMap<string, string>,
  ownId: (id: string) => string,
): Promise<{ changes: NewChange[]; ids: ReadonlyMap<string, string> }> {
  const all = conversations.map(({ thread }) => thread);
  const ids = await settledIds(tx, "thread", projectId, all);
  const commentIds = await settledIds(
    tx,
    "comment",
    projectId,
    all.flatMap(({ comments }) => comments),
  );
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const changes = conversations.flatMap(({ documentId, setId, thread }): NewChange[] => {
    const { annotationId, span, quote, comments, ...said } = thread;
    const id = ids.get(thread.id) ?? thread.id;
    const here = { documentId, setId, before: null };
    const place = { start: span?.start ?? null, end: span?.end ?? null, quote: span?.quote ?? quote };
    const about = { documentId, setId, annotationId: annotationId && ownId(annotationId), ...place };
    const row = { ...said, id, ...about, resolvedByName: nameOf(said.resolvedBy) };
    return [
      { kind: "thread.imported", subjectId: id, ...here, after: row },
      ...comments.map((comment) => {
        const own = commentIds.get(comment.id) ?? comment.id;
        const after = { ...comment, id: own, threadId: id, createdByName: nameOf(comment.createdBy) };
        return { kind: "comment.imported", subjectId: own, ...here, after };
      }),
    ];
  });
  await insertThreads(tx, projectId, changes);
  return { changes, ids };
}

/** What is logged of a conversation is what is stored of it, besides names. */
async function insertThreads(
  tx: Transaction,
  projectId: string,
  changes: readonly NewChange[],
): Promise<void> {
  const rows = (kind: string) =>
    JSON.stringify(changes.filter((change) => change.kind === kind).map(({ after }) => after));
  await tx.$executeRaw`
    INSERT INTO "Thread" ("projectId", "id", "documentId", "setId", "annotationId", "start", "end", "quote", "state",
      "createdAt", "createdBy", "resolvedAt", "resolvedBy", "revision")
    SELECT ${projectId}::uuid, r.* FROM jsonb_to_recordset(${rows("thread.imported")}::jsonb) AS r("id" uuid,
      "documentId" uuid, "setId" uuid, "annotationId" uuid, "start" int, "end" int, "quote" text, "state" text,
      "createdAt" timestamptz, "createdBy" uuid, "resolvedAt" timestamptz, "resolvedBy" uuid, "revision" int)`;
  await tx.$executeRaw`
    INSERT INTO "Comment" ("projectId", "id", "threadId", "text", "mentions", "createdAt", "createdBy", "editedAt",
      "deletedAt", "revision")
    SELECT ${projectId}::uuid, r."id", r."threadId", r."text",
      ARRAY(SELECT spoken.id::uuid FROM jsonb_array_elements_text(r."mentions") WITH ORDINALITY spoken(id, at) ORDER BY at),
      r."createdAt", r."createdBy", r."editedAt", r."deletedAt", r."revision"
    FROM jsonb_to_recordset(${rows("comment.imported")}::jsonb) AS r("id" uuid, "threadId" uuid, "text" text,
      "mentions" jsonb, "createdAt" timestamptz, "createdBy" uuid, "editedAt" timestamptz, "deletedAt" timestamptz,
      "revision" int)`;
}

type OwnIds = {
  readonly threads: ReadonlyMap<string, string>;
  /** Those that were written; others have no place here. */
  readonly decisions: ReadonlyMap<string, string>;
};

/** Attaches cases to rules that the guidelines here have. A case that came with its decision keeps its id. */
export async function writeCases(
  tx: Transaction,
  projectId: string,
  cases: readonly CorpusCase[],
  { threads, decisions }: OwnIds,
): Promise<NewChange[]> {
  if (cases.length === 0) return [];
  const versions = await versionsOfRules(tx, projectId);
  const coming = cases.flatMap((one) => {
    const known = versions.get(one.ruleId);
    const threadId = one.threadId && (threads.get(one.threadId) ?? null);
    const decisionId = one.decisionId && (decisions.get(one.decisionId) ?? null);
    if (!known || (threadId === null && decisionId === null)) return [];
    const id = one.id === one.decisionId && decisionId ? decisionId : one.id;
    const version = known.includes(one.version) ? one.version : (known.at(-1) ?? one.version);
    return [{ ...one, id, version, threadId, decisionId }];
  });
  const ids = await settledIds(tx, "guidelineCase", projectId, coming);
  const rows = coming.map((one) => ({ ...one, id: ids.get(one.id) ?? one.id }));
  await tx.guidelineCase.createMany({ data: rows.map((row) => ({ projectId, ...row })) });
  return rows.map(({ createdBy: _, createdAt: __, ...row }) => ({
    ...{ kind: "case.imported", subjectId: row.id, documentId: null, setId: null, before: null },
    after: { ...row, deletedAt: null },
  }));
}

/** The numbers of the versions that have each rule, in order. */
async function versionsOfRules(
  tx: Transaction,
  projectId: string,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await tx.$queryRaw<{ ruleId: string; numbers: number[] }[]>`
    SELECT rule ->> 'id' AS "ruleId", array_agg(g."number" ORDER BY g."number") AS "numbers"
    FROM "GuidelineVersion" g CROSS JOIN LATERAL jsonb_array_elements(g."value" -> 'rules') rule
    WHERE g."projectId" = ${projectId}::uuid GROUP BY 1`;
  return new Map(rows.map(({ ruleId, numbers }) => [ruleId, numbers]));
}

/** Under which id each row will stand here: its own where that is free. */
async function settledIds(
  tx: Transaction,
  table: "thread" | "comment" | "guidelineCase",
  projectId: string,
  rows: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.map(({ id }) => id);
  const fresh = await freshIds(tx, table, projectId, ids);
  return new Map(ids.map((id) => [id, fresh.get(id) ?? id]));
}
