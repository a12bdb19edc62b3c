import "server-only";
import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import {
  DOCUMENTS_AT_ONCE_MAX,
  type reviewMany as declaredMany,
  type previewReviews as declaredPreview,
  REVIEWS_AT_ONCE_MAX,
  type ReviewResource,
  SHOWN_AT_FIRST,
} from "@/lib/contracts/reviews";
import { AppError, invalid } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject } from "../changes/write";
import { transact } from "../database";
import { startOf } from "../id-page";
import { chosenDocuments, fittingAnnotations, fittingNow } from "./fitting-annotations";
import { loggedBefore } from "./logged-before";
import { previewed } from "./previewed";
import { ownReviews } from "./read";
import { logStep } from "./review-runs";
import { tellOfStep } from "./tell-authors";
import {
  type ReviewChange,
  type Reviewed,
  requireOpinion,
  reviewAfter,
  saysAlready,
  storeReviews,
} from "./write";

type Reviewer = Scope<"review.write">;
type Batch = z.output<NonNullable<(typeof declaredMany)["body"]>>;

const TIMEOUT_MS = 60_000;
/**
 * A step's changes are numbered from its own multiple of this on, so that the log tells which steps of an operation
 * have been applied.
 */
const PARTS_OF_STEP = 100_000;
/** The last part of a step says what the step was. */
const STEP_MAX = PARTS_OF_STEP - 1;

/** What a verdict on everything that fits would be about, in a page of the documents that the filter is over. */
export async function previewReviews(
  scope: Reviewer,
  {
    filter,
    except = [],
    sample = { skip: 0, size: SHOWN_AT_FIRST },
    cursor,
  }: z.output<NonNullable<(typeof declaredPreview)["body"]>>,
): Promise<z.output<(typeof declaredPreview)["returns"]>> {
  const { ids, total } = await chosenDocuments(
    scope,
    filter,
    startOf({ cursor, limit: DOCUMENTS_AT_ONCE_MAX }),
  );
  const page = ids.slice(0, DOCUMENTS_AT_ONCE_MAX);
  const { found, looked } = await fittingAnnotations(scope, filter, page, REVIEWS_AT_ONCE_MAX);
  const isLeftOut = new Set(except);
  return {
    count: found.length,
    looked,
    total,
    documents: [...byDocument(found)].map(([documentId, fits]) => ({
      documentId,
      count: fits.length,
      fingerprint: fingerprintOf(fits),
    })),
    leftOut: found
      .filter(({ id }) => isLeftOut.has(id))
      .map(({ id, documentId }) => ({ annotationId: id, documentId })),
    sample: await previewed(
      scope,
      found.slice(sample.skip, sample.skip + sample.size).map(({ id }) => id),
    ),
    nextCursor: looked < ids.length ? (page[looked - 1] ?? null) : null,
  };
}

/**
 * Gives one verdict on everything that fits in these documents but what is left out, all or nothing. What fits is worked out before the
 * project is held, and looked at again while it is: nothing gets a verdict that the preview did not show as it is. A
 * document in which anything of it is other than before is left out and named.
 */
export async function reviewMany(
  scope: Reviewer,
  input: Batch,
): Promise<z.output<(typeof declaredMany)["returns"]>> {
  requireOpinion(input);
  const shown = new Map(input.documents.map(({ documentId, fingerprint }) => [documentId, fingerprint]));
  const { found } = await fittingAnnotations(scope, input.filter, [...shown.keys()]);
  requireOneStep(found.length, shown.size);
  const firstPart = input.step * PARTS_OF_STEP;
  return transact(async (tx) => {
    await lockProject(tx, scope.projectId);
    const parts = { first: firstPart, last: firstPart + PARTS_OF_STEP - 1 };
    const { verdicts: done, isApplied } = await loggedBefore(tx, scope, input.opId, parts);
    const ids = found.map(({ id }) => id);
    const now = byDocument(await fittingNow(tx, scope, input.filter, ids));
    const given = new Set(done.map(({ documentId }) => documentId));
    const asShown = new Set(
      [...shown].filter(([id, print]) => fingerprintOf(now.get(id) ?? []) === print).map(([id]) => id),
    );
    const leftOut = [...shown.keys()].filter((id) => !asShown.has(id) && !given.has(id));
    const isLeftOut = new Set(input.except);
    const fits = [...asShown].flatMap((id) => now.get(id) ?? []).filter(({ id }) => !isLeftOut.has(id));
    const changes = changesOf(scope, input, fits, await ownReviews(tx, scope, ids));
    if (isApplied) {
      requireSameStep(changes, given);
      return { count: done.length, leftOut };
    }
    await storeReviews(tx, scope, input.opId, changes, firstPart);
    await tellOfStep(tx, scope, input.opId, changes);
    const { documents: _, ...step } = input;
    await logStep(tx, scope, step, { given: changes.length, part: parts.last });
    return { count: changes.length, leftOut };
  }, TIMEOUT_MS);
}

/** What giving an opinion on these annotations changes; nothing on those of which the caller says so already. */
const changesOf = (
  scope: Reviewer,
  opinion: Batch,
  annotations: readonly Reviewed[],
  before: ReadonlyMap<string, ReviewResource>,
): ReviewChange[] =>
  annotations.flatMap((annotation) => {
    const mine = before.get(annotation.id) ?? null;
    if (mine && saysAlready(mine, { ...opinion, annotationRevision: annotation.revision })) return [];
    const after = reviewAfter(scope, annotation, mine, opinion, mine?.id ?? uuidv7());
    return [{ before: mine, after, authorId: annotation.authorId }];
  });

/** A run that goes on in two places numbers two steps alike: one of them would be taken for the other, sent again. */
function requireSameStep(changes: readonly ReviewChange[], given: ReadonlySet<string | null>): void {
  if (changes.some(({ after }) => !given.has(after.documentId)))
    throw new AppError(
      "conflict",
      "This step was sent with other documents, in another window perhaps. Look again.",
    );
}

/** A document's verdicts go together, however many they are; several documents' as far as they are one step's. */
function requireOneStep(annotations: number, documents: number): void {
  if (annotations > (documents === 1 ? STEP_MAX : REVIEWS_AT_ONCE_MAX))
    throw invalid(
      "documents",
      documents === 1
        ? `At most ${STEP_MAX} verdicts go at once on a document. Narrow the choice down.`
        : `At most ${REVIEWS_AT_ONCE_MAX} verdicts go at once. Send fewer documents in a step.`,
    );
}

function byDocument(annotations: readonly Reviewed[]): Map<string, Reviewed[]> {
  const result = new Map<string, Reviewed[]>();
  for (const one of annotations) {
    const known = result.get(one.documentId);
    if (known) known.push(one);
    else result.set(one.documentId, [one]);
  }
  return result;
}

/** The same only for the same annotations in the same revisions. */
function fingerprintOf(annotations: readonly Reviewed[]): string {
  const hash = createHash("sha256");
  const lines = annotations.map(({ id, revision }) => `${id} ${revision}\n`).sort();
  for (const line of lines) hash.update(line);
  return hash.digest("hex");
}
