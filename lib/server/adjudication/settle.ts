import "server-only";
import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { settle as declared } from "@/lib/contracts/adjudication";
import { type Settlement, settleItems } from "@/lib/domain/adjudication/settle-items";
import type { CreateStep } from "@/lib/domain/annotation/apply-steps";
import { relationTypeOf, type Scheme, tagOf } from "@/lib/domain/scheme/scheme";
import { AppError, invalid } from "../app-error";
import { lockProject } from "../changes/write";
import { transact } from "../database";
import {
  applyToGold,
  type Decider,
  doneBefore,
  entitiesFor,
  type GoldPlace,
  goldPlace,
} from "./apply-decisions";
import { type Comparison, compareDocuments } from "./compare-documents";
import type { DecisionRow } from "./decision-rows";
import { GoldEnds } from "./gold-ends";
import { requireDecidable } from "./gold-set";
import { goldContent } from "./gold-step";

type Input = z.output<NonNullable<(typeof declared)["body"]>>;
type Answer = z.output<(typeof declared)["returns"]>;
type Settled = { readonly settlement: Settlement; readonly goldId: string };

/** A long document has thousands of items, and each becomes a row with its sources. */
const TIMEOUT_MS = 120_000;

/** Makes gold of the undecided items that a rule settles; with `dryRun` says only which those are. */
export async function settleDocument(scope: Decider, documentId: string, input: Input): Promise<Answer> {
  const { opId, dryRun } = input;
  if (opId === undefined && !dryRun) throw invalid("opId", "Name the operation, so that it can be undone");
  return transact(async (tx) => {
    const { projectId } = scope;
    const { schemeVersion } = await lockProject(tx, projectId);
    const known = dryRun || opId === undefined ? null : await doneBefore(tx, scope, documentId, opId);
    await requireDecidable(tx, { projectId, documentId });
    const [found] = await compareDocuments(tx, projectId, [documentId]);
    if (!found) throw new Error("A comparison of one document has one part");
    const undecided = found.items.filter(({ id }) => !found.states.get(id)?.decisions.length);
    const { settled, waiting } = takeable(found, settleItems(found.items, input, found.options));
    const left = undecided.length - settled.length;
    const preview = outcomeOf(settled, left);
    if (known) return { ...known, settled: [], left: undecided.length, waiting, preview };
    const answer = { settled: settled.map(summary), left, waiting, preview };
    if (input.preview !== undefined && input.preview !== preview)
      throw new AppError(
        "stale_revision",
        "Somebody has changed something in between, so that this rule settles something else now.",
      );
    if (dryRun || opId === undefined || settled.length === 0)
      return { ...answer, decisions: [], gold: [], entities: {} };
    const place = await goldPlace(tx, scope, documentId, opId, schemeVersion);
    return { ...answer, ...(await write(place, found, settled)) };
  }, TIMEOUT_MS);
}

const summary = ({ settlement: { item, kind, from } }: Settled): Answer["settled"][number] => ({
  itemId: item.id,
  kind,
  from: from.id,
  tag: from.tag,
});

/** Another text for any other outcome, or the same one on work that says something else. */
function outcomeOf(settled: readonly Settled[], left: number): string {
  const facts = settled.map(({ settlement }) => [
    settlement.item.id,
    settlement.kind,
    settlement.from.id,
    ...sourcesOf(settlement).map(({ annotationId, revision, isTaken }) => [annotationId, revision, isTaken]),
  ]);
  return createHash("sha256")
    .update(JSON.stringify([left, facts]))
    .digest("base64url");
}

/**
 * Those whose tag may still be used and, for links, whose ends are in the gold or come with them; and how many links
 * wait for their ends.
 */
function takeable(
  { states, scheme, decisions }: Comparison,
  settlements: readonly Settlement[],
): { readonly settled: Settled[]; readonly waiting: number } {
  const ends = new GoldEnds(decisions);
  const taken: Settled[] = [];
  let waiting = 0;
  for (const settlement of settlements) {
    const { item, from } = settlement;
    if (states.get(item.id)?.decisions.length || isRetired(scheme, settlement)) continue;
    if (from.kind === "relation" && !(ends.find(from.fromId) && ends.find(from.toId))) {
      waiting++;
      continue;
    }
    const goldId = uuidv7();
    ends.add({ annotationId: goldId, sources: sourcesOf(settlement) });
    taken.push({ settlement, goldId });
  }
  return { settled: taken.filter(fits(scheme, taken, ends)), waiting };
}

const isRetired = (scheme: Scheme, { from }: Settlement): boolean =>
  (from.kind === "relation" ? relationTypeOf(scheme, from.tag) : tagOf(scheme, from.tag))?.retired === true;

/** A mark may start one link only of some types: the first is taken, further ones are for a person. */
function fits(scheme: Scheme, taken: readonly Settled[], ends: GoldEnds): (one: Settled) => boolean {
  const started = new Set<string>();
  const joined = new Map(taken.map(({ goldId, settlement }) => [goldId, settlement]));
  return ({ settlement: { from } }) => {
    if (from.kind !== "relation") return true;
    const [start, end] = [ends.find(from.fromId) ?? "", ends.find(from.toId) ?? ""];
    if (start === end) return false;
    const type = relationTypeOf(scheme, from.tag);
    const tags = [joined.get(start)?.from.tag, joined.get(end)?.from.tag];
    if (!type || (tags[0] && tags[1] && !mayJoin(type, tags[0], tags[1]))) return false;
    if (type.many) return true;
    const key = `${from.tag} ${start}`;
    return !started.has(key) && started.add(key).size > 0;
  };
}

const mayJoin = (
  type: { from: readonly string[]; to: readonly string[]; isDirected: boolean },
  a: string,
  b: string,
) =>
  (type.from.includes(a) && type.to.includes(b)) ||
  (!type.isDirected && type.from.includes(b) && type.to.includes(a));

function sourcesOf({ item, taken }: Settlement): DecisionRow["sources"] {
  const ids = new Set(taken.map(({ id }) => id));
  return item.versions.map(({ id, revision }) => ({ annotationId: id, revision, isTaken: ids.has(id) }));
}

async function write(place: GoldPlace, { decisions }: Comparison, settled: readonly Settled[]) {
  const ends = new GoldEnds(decisions);
  for (const { settlement, goldId } of settled)
    ends.add({ annotationId: goldId, sources: sourcesOf(settlement) });
  const entities = await entitiesFor(
    place,
    settled.map(({ settlement: { from } }) => (from.kind === "span" ? from.entityId : null)),
  );
  const now = "";
  const steps = settled.map(({ settlement: { from }, goldId }): CreateStep => {
    const version = { ...from, createdBy: null, createdAt: now, updatedAt: now, deletedAt: null };
    return { ...goldContent(version, entities.goldOf, (id) => ends.require(id)), op: "create", id: goldId };
  });
  return applyToGold(place, {
    steps,
    decided: settled.map(({ settlement, goldId }) => ({
      id: uuidv7(),
      kind: settlement.kind,
      annotationId: goldId,
      reason: "",
      text: "",
      sources: sourcesOf(settlement),
    })),
    retracted: [],
    restored: [],
    entities,
    hanging: "refuse",
  });
}
