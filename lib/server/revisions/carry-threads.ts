import "server-only";
import type { Anchoring } from "@/lib/domain/anchor/anchoring";
import type { QuotedSpan } from "@/lib/domain/span/span";
import type { Author, NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { QUOTE_LENGTH_MAX } from "../threads/quote-length";
import { carriedId } from "./carried-id";

/** What the log keeps of a conversation. */
const threadFact = {
  id: true,
  documentId: true,
  setId: true,
  annotationId: true,
  start: true,
  end: true,
  quote: true,
  state: true,
  createdBy: true,
  createdAt: true,
  resolvedAt: true,
  resolvedBy: true,
  revision: true,
} as const;

const commentFact = {
  id: true,
  threadId: true,
  text: true,
  mentions: true,
  createdBy: true,
  createdAt: true,
  editedAt: true,
  deletedAt: true,
} as const;

type Place = {
  readonly annotationId: string | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly quote: string;
};
const nowhere = { annotationId: null, start: null, end: null } as const;

type Carrying = {
  readonly from: string;
  readonly to: string;
  readonly anchoring: Anchoring;
  /** The annotations that are on the corrected text already, by the id that they have there. */
  readonly carried: ReadonlySet<string>;
};

/**
 * Copies the conversations on a text to its correction, with all that was said and who has read it; those on the
 * earlier text stay as they are. One about an annotation follows it; one about a stretch of text goes where its
 * words surely are. Where there is no such place the conversation keeps the words that it was about (a quote
 * without a start), and takes up its annotation again when that is placed. Answers what is to be logged.
 */
export async function carryThreads(
  tx: Transaction,
  { projectId }: Author,
  { from, to, anchoring, carried }: Carrying,
): Promise<readonly NewChange[]> {
  const threads = await tx.thread.findMany({
    where: { projectId, documentId: from },
    select: { ...threadFact, annotation: { select: { id: true, spans: true } } },
    orderBy: { id: "asc" },
  });
  const ofThem = { projectId, threadId: { in: threads.map(({ id }) => id) } };
  const said = await tx.comment.findMany({ where: ofThem, select: commentFact, orderBy: { id: "asc" } });
  const read = await tx.threadRead.findMany({
    where: ofThem,
    select: { threadId: true, userId: true, readAt: true },
  });
  const idOf = (id: string) => carriedId(to, id);
  const rows = threads.map(({ annotation, ...thread }) => ({
    ...thread,
    ...placeOf(thread, annotation, { idOf, anchoring, carried }),
    id: idOf(thread.id),
    documentId: to,
    revision: 1,
  }));
  const comments = said.map((one) => ({
    ...one,
    id: idOf(one.id),
    threadId: idOf(one.threadId),
    revision: 1,
  }));
  const reads = read.map((one) => ({ ...one, projectId, threadId: idOf(one.threadId) }));
  await tx.thread.createMany({ data: rows.map((row) => ({ ...row, projectId })) });
  await tx.comment.createMany({ data: comments.map((row) => ({ ...row, projectId })) });
  await tx.threadRead.createMany({ data: reads });
  const sets = new Map(rows.map(({ id, setId }) => [id, setId]));
  return [
    ...rows.map((after) => ({
      ...{ kind: "thread.carried", subjectId: after.id, documentId: to, setId: after.setId },
      ...{ before: null, after },
    })),
    ...comments.map((row) => ({
      ...{
        kind: "comment.carried",
        subjectId: row.id,
        documentId: to,
        setId: sets.get(row.threadId) ?? null,
      },
      // What has been removed is no longer said, in the log neither.
      ...{ before: null, after: row.deletedAt === null ? row : { ...row, text: "", mentions: [] } },
    })),
  ];
}

function placeOf(
  { annotationId, start, end, quote }: Place,
  annotation: { readonly spans: unknown } | null,
  { idOf, anchoring, carried }: { idOf(id: string): string } & Pick<Carrying, "anchoring" | "carried">,
): Place {
  if (annotationId !== null && carried.has(idOf(annotationId)))
    return { ...nowhere, annotationId: idOf(annotationId), quote: "" };
  // The column holds spans with quotes; none for what is no mark.
  const spans =
    start === null || end === null
      ? ((annotation?.spans ?? []) as readonly QuotedSpan[])
      : [{ start, end, quote }];
  const words = annotationId === null ? quote : spans.map((span) => span.quote).join(" … ");
  const unplaced = { ...nowhere, quote: [...words].slice(0, QUOTE_LENGTH_MAX).join("") };
  // An annotation that waits for a person takes its conversation along when it is placed.
  if (annotationId !== null || spans.length === 0) return unplaced;
  const anchored = anchoring.place(spans);
  const [only] = anchored.kind === "kept" || anchored.kind === "moved" ? anchored.spans : [];
  return only ? { annotationId: null, ...only } : unplaced;
}

/** An annotation of an earlier text and the one that it has become here. */
export type Followed = { readonly id: string; readonly here: string };

/** Lets conversations take up their annotations again, which have been placed by a person. Answers what is to be logged. */
export async function placeThreads(
  tx: Transaction,
  { projectId }: Author,
  followed: readonly Followed[],
  idHere: (documentId: string, id: string) => string,
): Promise<readonly NewChange[]> {
  const annotations = new Map(followed.map(({ id, here }) => [id, here]));
  const earlier = await tx.thread.findMany({
    where: { projectId, annotationId: { in: [...annotations.keys()] } },
    select: { id: true, documentId: true, annotationId: true },
  });
  const wanted = new Map(
    earlier.map(({ id, documentId, annotationId }) => [
      idHere(documentId, id),
      annotations.get(annotationId ?? ""),
    ]),
  );
  const rows = await tx.thread.findMany({
    where: { projectId, id: { in: [...wanted.keys()] }, annotationId: null },
    select: threadFact,
    orderBy: { id: "asc" },
  });
  const changes: NewChange[] = [];
  for (const before of rows) {
    const annotationId = wanted.get(before.id) ?? null;
    const set = { ...nowhere, annotationId, quote: "" };
    const after = { ...before, ...set, revision: before.revision + 1 };
    await tx.thread.update({
      where: { projectId_id: { projectId, id: before.id } },
      data: { ...set, revision: after.revision },
      select: { id: true },
    });
    const { id: subjectId, documentId, setId } = before;
    changes.push({ kind: "thread.placed", subjectId, documentId, setId, before, after });
  }
  return changes;
}
