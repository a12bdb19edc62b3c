import "server-only";
import type { ReaderState } from "@/lib/contracts/documents";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { codePointLength } from "@/lib/domain/text/offsets";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { setPermissions } from "@/lib/policy/policy";
import { readColumns } from "../annotations/read";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { newestSeq } from "../changes/read";
import { db, Prisma } from "../database";
import { isNewest } from "../documents/newest";
import { reviewsOf } from "../reviews/read";
import { type DocumentRound, placeOf, roundOfDocument } from "../rounds/place";
import { readScheme } from "../schemes/read";
import { isReadyToAdjudicate, visible } from "../visibility";

/** Code points of text that travel with the page; more is fetched by the browser once the first screens stand. */
const HEAD_LENGTH = 12_000;

type Wanted = {
  /** To work on the gold instead of one's own. Where one may see none, it is one's own all the same. */
  readonly set?: "gold" | undefined;
  /** Only what begins before this code point. */
  readonly before?: number | undefined;
};

/**
 * What the annotation page draws on a text. The change number is read first: whatever happens while the rest
 * is read comes again through the feed, and applying a change twice does nothing.
 */
export async function readReader(
  scope: Scope<"annotation.read">,
  documentId: string,
  { set, before }: Wanted = {},
): Promise<ReaderState> {
  const seq = await newestSeq(scope, documentId);
  const { projectId, principal } = scope;
  const document = await db().document.findUnique({
    where: { projectId_id: { projectId, id: documentId } },
    select: { id: true },
  });
  if (!document) throw missing("document");
  const annotations = await readColumns(scope, documentId, before);
  const { gold, isAdjudicable } = await goldAccess(scope, documentId);
  const work = set === "gold" && gold !== "none" ? "gold" : "mine";
  const sets = await db().annotationSet.findMany({
    where: {
      projectId,
      OR: [
        { id: { in: annotations.sets } },
        { userId: principal.userId },
        ...(gold === "none" ? [] : [{ kind: "gold" }]),
      ],
    },
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
  const isMine = (one: { kind: string; userId: string | null }) =>
    one.kind === "annotator" && one.userId === principal.userId;
  const written = sets.find((one) => (work === "gold" ? one.kind === "gold" : isMine(one)));
  const myState = assignmentStates.find((state) => state === written?.assignments[0]?.state) ?? "none";
  const round = await roundOfDocument(db(), projectId, documentId);
  return {
    work,
    gold,
    isAdjudicable,
    annotations,
    seq,
    myState,
    // Rounds give out the work of annotators; the gold is nobody's to be given.
    place: work === "gold" ? "free" : placeOf(round, myState),
    round: round && roundShown(round),
    mySetId: written?.id ?? null,
    sets: sets.map((one) => ({ id: one.id, kind: one.kind, name: one.name, isMine: isMine(one) })),
    reviews,
  };
}

/**
 * What the caller may do with the gold of a document: change it, where they make it and it is there or could be begun
 * now; read it, where it is there and they may see it. Who may see none can't tell whether there is any.
 */
async function goldAccess(
  scope: Scope<"annotation.read">,
  documentId: string,
): Promise<Pick<ReaderState, "gold" | "isAdjudicable">> {
  const { projectId } = scope;
  const ofGold = (table: Prisma.Sql) => Prisma.sql`EXISTS (
    SELECT 1 FROM ${table} t JOIN "AnnotationSet" s ON s."projectId" = t."projectId" AND s."id" = t."setId"
    WHERE t."projectId" = ${projectId}::uuid AND t."documentId" = ${documentId}::uuid AND s."kind" = 'gold'
      AND ${visible(scope, "t")})`;
  const [row] = await db().$queryRaw<{ isThere: boolean; isReady: boolean }[]>(Prisma.sql`
    SELECT ${ofGold(Prisma.sql`"Annotation"`)} OR ${ofGold(Prisma.sql`"Assignment"`)} AS "isThere",
      ${isReadyToAdjudicate(scope, Prisma.sql`${documentId}::uuid`)} AS "isReady"`);
  const { isThere = false, isReady = false } = row ?? {};
  if (!scope.may(setPermissions.gold, null)) return { gold: isThere ? "read" : "none", isAdjudicable: false };
  return { gold: isThere || isReady ? "write" : "none", isAdjudicable: isReady };
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

export async function readHead(
  scope: Scope<"annotation.read">,
  documentId: string,
  set?: "gold",
): Promise<ReaderHead> {
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
  const before = isWhole ? undefined : codePointLength(text);
  const state = await readReader(scope, documentId, { set, before });
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
