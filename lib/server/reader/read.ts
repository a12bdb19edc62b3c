import "server-only";
import type { ReaderState } from "@/lib/contracts/documents";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { codePointLength } from "@/lib/domain/text/offsets";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { readColumns } from "../annotations/read";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { newestSeq } from "../changes/read";
import { db } from "../database";
import { isNewest } from "../documents/newest";
import { reviewsOf } from "../reviews/read";
import { type DocumentRound, placeOf, roundOfDocument } from "../rounds/place";
import { readScheme } from "../schemes/read";

/** Code points of text that travel with the page; more is fetched by the browser once the first screens stand. */
const HEAD_LENGTH = 12_000;

/**
 * What the annotation page draws on a text. The change number is read first: whatever happens while the rest
 * is read comes again through the feed, and applying a change twice does nothing.
 */
export async function readReader(
  scope: Scope<"annotation.read">,
  documentId: string,
  before?: number,
): Promise<ReaderState> {
  const seq = await newestSeq(scope, documentId);
  const { projectId, principal } = scope;
  const document = await db().document.findUnique({
    where: { projectId_id: { projectId, id: documentId } },
    select: { id: true },
  });
  if (!document) throw missing("document");
  const annotations = await readColumns(scope, documentId, before);
  const sets = await db().annotationSet.findMany({
    where: { projectId, OR: [{ id: { in: annotations.sets } }, { userId: principal.userId }] },
    select: {
      id: true,
      kind: true,
      name: true,
      userId: true,
      assignments: { where: { documentId }, select: { state: true } },
    },
    orderBy: { id: "asc" },
  });
  const reviews = await reviewsOf(scope, documentId, before);
  const isMine = (set: { kind: string; userId: string | null }) =>
    set.kind === "annotator" && set.userId === principal.userId;
  const mine = sets.find(isMine);
  const myState = assignmentStates.find((state) => state === mine?.assignments[0]?.state) ?? "none";
  const round = await roundOfDocument(db(), projectId, documentId);
  return {
    annotations,
    seq,
    myState,
    place: placeOf(round, myState),
    round: round && roundShown(round),
    mySetId: mine?.id ?? null,
    sets: sets.map((set) => ({ id: set.id, kind: set.kind, name: set.name, isMine: isMine(set) })),
    reviews,
  };
}

const roundShown = ({ id, name, mode, dueAt }: DocumentRound): ReaderState["round"] => ({
  id,
  name,
  mode,
  dueAt: dueAt?.toISOString() ?? null,
});

/** What comes with the annotation page itself: the first screens of the text with their marks. */
export type ReaderHead = {
  readonly text: string;
  readonly isWhole: boolean;
  readonly state: ReaderState;
  readonly scheme: Scheme;
  readonly schemeVersion: number;
};

export async function readHead(scope: Scope<"annotation.read">, documentId: string): Promise<ReaderHead> {
  const { projectId } = scope;
  const [row] = await db().$queryRaw<{ head: string; length: number; schemeVersion: number }[]>`
    SELECT left(d."text", ${HEAD_LENGTH}::int) AS head, d."length", p."schemeVersion"
    FROM "Document" d JOIN "Project" p ON p."id" = d."projectId"
    WHERE d."projectId" = ${projectId}::uuid AND d."id" = ${documentId}::uuid`;
  if (!row) throw missing("document");
  // The head ends where a paragraph ends, so that nothing of it is drawn anew when the rest arrives.
  const cut = row.head.lastIndexOf("\n");
  const isWhole = row.length <= HEAD_LENGTH;
  const text = isWhole || cut <= 0 ? row.head : row.head.slice(0, cut);
  const state = await readReader(scope, documentId, isWhole ? undefined : codePointLength(text));
  const scheme = await readScheme(scope, row.schemeVersion);
  return { text, isWhole, state, scheme, schemeVersion: row.schemeVersion };
}

/** The document before this one in the list. */
export async function previousDocument(
  scope: Scope<"document.read">,
  documentId: string,
): Promise<string | null> {
  const { projectId } = scope;
  const [row] = await db().$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "Document" d
    JOIN "Document" here ON here."projectId" = d."projectId" AND here."id" = ${documentId}::uuid
    WHERE d."projectId" = ${projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest}
      AND (d."createdAt", d."id") < (here."createdAt", here."id")
    ORDER BY d."createdAt" DESC, d."id" DESC LIMIT 1`;
  return row?.id ?? null;
}
