import "server-only";
import type { z } from "zod";
import type { Outcomes } from "@/lib/contracts/adjudication";
import type { takeBackDecisions as declared } from "@/lib/contracts/decision-history";
import { relatedRows } from "../annotations/read";
import { missing } from "../app-error";
import { lockProject } from "../changes/write";
import { type Transaction, transact } from "../database";
import { type Decider, doneBefore, goldPlace } from "./apply-decisions";
import { readDecisions } from "./decision-rows";
import { requireDecidable } from "./gold-set";
import { requireNamed } from "./named-gold";
import { net, takeBack, type Undone, undoneBy } from "./undo";
import { decidedMeanwhile } from "./write";

type Input = z.output<NonNullable<(typeof declared)["body"]>>;

/**
 * Takes back single decisions, whoever made them and with whatever else: an item is again as it was before it was
 * decided on, undecided or with the decision that this one had replaced. Gold that was changed by hand since goes
 * along, so its revision is named as it was read, as are those of the decisions.
 */
export async function takeBackDecisions(
  scope: Decider,
  documentId: string,
  { opId, decisions, gold }: Input,
): Promise<Outcomes> {
  return transact(async (tx) => {
    const { projectId } = scope;
    const { schemeVersion } = await lockProject(tx, projectId);
    const known = await doneBefore(tx, scope, documentId, opId);
    if (known) return known;
    await requireDecidable(tx, { projectId, documentId });
    const ids = decisions.map(({ id }) => id);
    const place = await goldPlace(tx, scope, documentId, opId, schemeVersion);
    const undone = await madeWith(tx, scope, documentId, ids);
    const going = await readDecisions(tx, {
      projectId,
      id: { in: undone.decisions.flatMap(({ subjectId, before }) => (isThere(before) ? [] : [subjectId])) },
      deletedAt: null,
    });
    const named = new Map(decisions.map(({ id, revision }) => [id, revision]));
    const isAsRead =
      ids.every((id) => going.some((one) => one.id === id)) &&
      going.every(({ id, revision }) => named.get(id) === revision);
    if (!isAsRead) throw await decidedMeanwhile(tx, going);
    const touched = undone.annotations.map(({ subjectId }) => subjectId);
    const rows = await relatedRows(tx, projectId, touched);
    await requireNamed(
      place,
      gold,
      touched.flatMap((id) => rows.get(id) ?? []),
    );
    return takeBack(place, undone);
  });
}

const isThere = (row: { readonly deletedAt: string | null } | null): boolean =>
  row !== null && row.deletedAt === null;

/** What the operations that made these decisions did to the same things: parts of them, or all. */
async function madeWith(
  tx: Transaction,
  scope: Decider,
  documentId: string,
  ids: readonly string[],
): Promise<Undone> {
  const changes = await tx.change.findMany({
    where: { projectId: scope.projectId, documentId, subjectId: { in: [...ids] } },
    select: { subjectId: true, opId: true },
    orderBy: { seq: "asc" },
  });
  const made = ids.map((id) => changes.find(({ subjectId }) => subjectId === id)?.opId);
  const parts: Undone[] = [];
  for (const opId of new Set(made)) {
    if (opId === undefined) throw missing("decision");
    const own = ids.filter((_, at) => made[at] === opId);
    parts.push(partOf(await undoneBy(tx, scope, documentId, opId), own));
  }
  return {
    annotations: net(parts.flatMap(({ annotations }) => annotations)),
    decisions: net(parts.flatMap(({ decisions }) => decisions)),
  };
}

/**
 * The part of an operation that is about the same things as these decisions: those that share a source or their gold
 * with one of them, and links that went because a mark did. One settled by a rule is a part of its own.
 */
function partOf({ annotations, decisions }: Undone, ids: readonly string[]): Undone {
  const about = decisions.map(({ subjectId, before, after }) => ({
    id: subjectId,
    things: [before, after].flatMap((one) => [
      ...(one?.sources.map(({ annotationId }) => annotationId) ?? []),
      ...(one?.annotationId ? [one.annotationId] : []),
    ]),
  }));
  const things = new Set(about.filter(({ id }) => ids.includes(id)).flatMap((one) => one.things));
  for (let before = -1; before < things.size; ) {
    before = things.size;
    for (const one of about)
      if (one.things.some((thing) => things.has(thing))) for (const thing of one.things) things.add(thing);
    for (const { subjectId, after } of annotations)
      if (after.kind === "relation" && after.deletedAt !== null)
        if (things.has(after.fromId) || things.has(after.toId)) things.add(subjectId);
  }
  return {
    annotations: annotations.filter(({ subjectId }) => things.has(subjectId)),
    decisions: decisions.filter((_, at) => about[at]?.things.some((thing) => things.has(thing))),
  };
}
