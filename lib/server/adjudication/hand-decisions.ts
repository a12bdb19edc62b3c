import "server-only";
import { uuidv7 } from "uuidv7";
import type { DecisionResource } from "@/lib/contracts/adjudication";
import { isSame, type StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { AnnotationChange } from "@/lib/domain/annotation/apply-steps";
import { AppError } from "../app-error";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { moveCasesOf } from "../guidelines/cases";
import {
  amendDecisions,
  type DecisionRow,
  decisionsOn,
  loggedDecision,
  moveDecisions,
  readDecisions,
  storeDecisions,
} from "./decision-rows";

type Place = {
  readonly projectId: string;
  readonly documentId: string;
  readonly setId: string;
  readonly userId: string;
};
type Net = { readonly before: StoredAnnotation | null; readonly after: StoredAnnotation };

/**
 * What gold that was changed by hand means for the decisions that it came from, so that every gold annotation goes on
 * citing its sources: what was edited is a decision for an edited version, and what is put back as it was is again
 * decided as it was; what was removed is a decision for none of the versions; what was added cites nobody. Answers
 * what to log. Refuses to bring back what somebody has decided otherwise since.
 */
export async function decisionsByHand(
  tx: Transaction,
  place: Place,
  applied: readonly AnnotationChange[],
): Promise<NewChange[]> {
  const { projectId, documentId, setId, userId } = place;
  const net = netOf(applied);
  const ids = net.map(({ after }) => after.id);
  const known = await readDecisions(tx, { projectId, documentId, annotationId: { in: ids } });
  const inForce = (id: string) =>
    known.filter(({ annotationId, deletedAt }) => annotationId === id && deletedAt === null);
  const [changed, gone, come] = [net.filter(isChanged), net.filter(isGone), net.filter(isCome)];

  const leaving = gone.flatMap(({ after }) => inForce(after.id));
  const back = come.flatMap(({ after }) => lastRetracted(known, after.id) ?? []);
  const displaced = await displacedBy(tx, projectId, back);
  const isBack = new Set(back.map(({ annotationId }) => annotationId));
  const made = [
    ...(await noneOf(tx, projectId, leaving)),
    ...come.flatMap(({ after }) => (isBack.has(after.id) ? [] : [byHand(after.id)])),
  ];
  await storeDecisions(tx, { projectId, documentId, userId }, made);
  const retracted = [...leaving, ...displaced];
  const moved = [
    ...(await moveDecisions(tx, setId, "retracted", retracted, projectId)),
    ...(await moveDecisions(tx, setId, "restored", back, projectId)),
  ];
  const amended = await amendDecisions(
    tx,
    { projectId, setId },
    await amendments(
      tx,
      projectId,
      changed.flatMap(({ after }) => inForce(after.id).map((decision) => ({ decision, after }))),
    ),
  );
  const stored = await readDecisions(tx, { projectId, id: { in: made.map(({ id }) => id) } });
  return [
    ...stored.map((one) => loggedDecision("decision.made", setId, null, one)),
    ...moved.map(({ change }) => change),
    ...amended.map(({ change }) => change),
    ...(await moveCasesOf(tx, projectId, idsOf(retracted), "case.deleted")),
    ...(await moveCasesOf(tx, projectId, idsOf(back), "case.restored")),
  ];
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** What each row was before all of the changes and is after them. */
function netOf(applied: readonly AnnotationChange[]): Net[] {
  const rows = new Map<string, Net>();
  for (const { before, after } of applied)
    rows.set(after.id, { before: rows.has(after.id) ? (rows.get(after.id)?.before ?? null) : before, after });
  return [...rows.values()];
}

const wasThere = ({ before }: Net): boolean => before !== null && before.deletedAt === null;
const isThere = ({ after }: Net): boolean => after.deletedAt === null;
/** A note is nothing that the gold says of the text. */
const isChanged = (net: Net): boolean =>
  wasThere(net) && isThere(net) && net.before !== null && !saysSame(net.before, net.after);
const isGone = (net: Net): boolean => wasThere(net) && !isThere(net);
const isCome = (net: Net): boolean => !wasThere(net) && isThere(net);

const saysSame = (a: StoredAnnotation, b: StoredAnnotation): boolean => isSame({ ...a, note: b.note }, b);

const byHand = (annotationId: string): DecisionRow => ({
  id: uuidv7(),
  kind: "edited",
  annotationId,
  reason: "",
  text: "",
  sources: [],
});

const lastRetracted = (known: readonly DecisionResource[], id: string): DecisionResource | undefined =>
  known
    .filter(({ annotationId, deletedAt }) => annotationId === id && deletedAt !== null)
    .toSorted((a, b) => ((a.deletedAt ?? "") < (b.deletedAt ?? "") ? -1 : 1))
    .at(-1);

const sourceIds = (decisions: readonly DecisionResource[]): string[] =>
  decisions.flatMap(({ sources }) => sources.map(({ annotationId }) => annotationId));

/** What the versions come to that decisions which leave were made on: none, unless another decision takes one. */
async function noneOf(
  tx: Transaction,
  projectId: string,
  leaving: readonly DecisionResource[],
): Promise<DecisionRow[]> {
  const gone = new Set(idsOf(leaving));
  const others = (await decisionsOn(tx, projectId, sourceIds(leaving))).filter(({ id }) => !gone.has(id));
  const covered = new Set(sourceIds(others));
  const made: DecisionRow[] = [];
  for (const { sources } of leaving) {
    if (sources.length === 0 || sources.some(({ annotationId }) => covered.has(annotationId))) continue;
    for (const { annotationId } of sources) covered.add(annotationId);
    const plain = sources.map((source) => ({ ...source, isTaken: false }));
    made.push({ ...byHand(""), kind: "neither", annotationId: null, sources: plain });
  }
  return made;
}

/** Decisions for none of the versions that give way to those that come back. */
async function displacedBy(
  tx: Transaction,
  projectId: string,
  back: readonly DecisionResource[],
): Promise<DecisionResource[]> {
  const others = await decisionsOn(tx, projectId, sourceIds(back));
  // Several versions that were taken together are decisions of one moment: those stay beside each other.
  const moments = new Set(back.map(({ createdAt }) => createdAt));
  if (others.some(({ kind, createdAt }) => kind !== "neither" && !moments.has(createdAt)))
    throw new AppError(
      "stale_revision",
      "Somebody decided this otherwise in between. Look at the adjudication.",
    );
  return others.filter(({ kind }) => kind === "neither");
}

/** Decisions as they have to read now: edited, or again as they were where the gold is what it was. */
async function amendments(
  tx: Transaction,
  projectId: string,
  touched: readonly { readonly decision: DecisionResource; readonly after: StoredAnnotation }[],
): Promise<DecisionResource[]> {
  const edited = touched.filter(({ decision }) => decision.kind === "edited");
  const before = await beforeEdits(tx, projectId, edited);
  return touched.flatMap(({ decision }): DecisionResource[] => {
    if (decision.kind !== "edited") {
      const sources = decision.sources.map((source) => ({ ...source, isTaken: false }));
      return [{ ...decision, kind: "edited", sources }];
    }
    const was = before.get(decision.id);
    return was ? [{ ...decision, kind: was.kind, sources: was.sources }] : [];
  });
}

/** What decisions were before an edit by hand, where the gold says again what it said before that edit. */
async function beforeEdits(
  tx: Transaction,
  projectId: string,
  edited: readonly { readonly decision: DecisionResource; readonly after: StoredAnnotation }[],
): Promise<ReadonlyMap<string, DecisionResource>> {
  if (edited.length === 0) return new Map();
  const logged = { opId: true, subjectId: true, before: true, after: true } as const;
  const decisions = await tx.change.findMany({
    where: {
      projectId,
      kind: "decision.edited",
      subjectId: { in: edited.map(({ decision }) => decision.id) },
    },
    select: logged,
    orderBy: { seq: "asc" },
  });
  const annotations = await tx.change.findMany({
    where: {
      projectId,
      kind: "annotation.updated",
      opId: { in: decisions.map(({ opId }) => opId) },
      subjectId: { in: edited.map(({ after }) => after.id) },
    },
    select: logged,
    orderBy: { seq: "desc" },
  });
  // The log holds what this application wrote there: rows as the domain has them.
  const rows = annotations as unknown as readonly {
    opId: string;
    subjectId: string;
    before: StoredAnnotation;
  }[];
  const edits = decisions as unknown as readonly {
    opId: string;
    subjectId: string;
    before: DecisionResource;
    after: DecisionResource;
  }[];
  return new Map(
    edited.flatMap(({ decision, after }) => {
      const edit = edits.findLast(({ subjectId }) => subjectId === decision.id);
      if (!edit || edit.after.revision !== decision.revision) return [];
      const was = rows.findLast(({ opId, subjectId }) => opId === edit.opId && subjectId === after.id);
      return was && saysSame(was.before, after) ? [[decision.id, edit.before] as const] : [];
    }),
  );
}
