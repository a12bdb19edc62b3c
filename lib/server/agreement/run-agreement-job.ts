import "server-only";
import { type AgreementOptions, type AgreementResult, CELL_ITEMS_MAX } from "@/lib/contracts/agreement";
import type { Figures } from "@/lib/domain/agreement/figures";
import { restsOnGamma } from "@/lib/domain/agreement/mathet-gamma";
import type { Plan } from "@/lib/domain/agreement/plan";
import { measures } from "@/lib/domain/agreement/registry";
import { Snapshot } from "../corpus/snapshot";
import { connect, db } from "../database";
import { log } from "../log";
import { readScheme } from "../schemes/read";
import { ComparisonThreads, compareInThreads } from "./compare-in-worker";
import { JobTimes } from "./job-times";
import { type Outline, readCodedDocuments, readOutline } from "./read-coded-documents";
import { ReportTarget, readTarget, Superseded, updateTarget } from "./report-target";

type Attempt = { readonly attempts: number; readonly max_attempts: number };

/** Milliseconds between two words on how far it is. */
const WORD_EVERY = 250;

/**
 * Works out a report. What is thrown makes the queue try again; after the last try the report says that it failed.
 * `times` learns where the time goes.
 */
export async function runAgreementJob(
  payload: unknown,
  attempt: Attempt,
  signal: AbortSignal | undefined,
  times = new JobTimes(),
): Promise<void> {
  const target = ReportTarget.parse(payload);
  try {
    const options = await readTarget(target);
    if (options) await workOut(target, options, signal, times);
  } catch (error) {
    if (error instanceof Superseded) return;
    if (attempt.attempts < attempt.max_attempts) throw error;
    log().error({ err: error, reportId: target.reportId }, "agreement report failed");
    const problem = "Something broke on our side. You can start it again.";
    await updateTarget(target, { state: "failed", problem, finishedAt: new Date() });
  }
}

async function workOut(
  target: ReportTarget,
  options: AgreementOptions,
  signal: AbortSignal | undefined,
  times: JobTimes,
): Promise<void> {
  // They start while the first rows are read.
  const threads = new ComparisonThreads();
  try {
    const snapshot = await Snapshot.open(() => connect("replica"));
    try {
      await compareAll(target, options, { snapshot, threads, times, signal });
    } finally {
      await snapshot.close();
    }
  } finally {
    await threads.close();
  }
}

type Means = {
  readonly snapshot: Snapshot;
  readonly threads: ComparisonThreads;
  readonly times: JobTimes;
  readonly signal: AbortSignal | undefined;
};

async function compareAll(
  target: ReportTarget,
  options: AgreementOptions,
  { snapshot, threads, times, signal }: Means,
): Promise<void> {
  const { projectId } = target;
  const outline = await readOutline(snapshot, projectId, options);
  const plan = await planOf(projectId, outline, options);
  const periods = [...new Set(outline.documents.map(({ period }) => period))].sort();
  const documents = outline.documents.map(({ id, period }) => ({ id, period: periods.indexOf(period) }));
  const settings = settingsOf(options);
  // Counting is one part, resampling another; aligning takes so much longer that it is worth two.
  const part = Math.max(1, documents.length);
  const toAlign = restsOnGamma(measures.filter(({ id }) => settings.measures.includes(id))) ? 2 * part : 0;
  const total = 2 * part + toAlign;
  let told = Number.NEGATIVE_INFINITY;
  const show = async (done: number) => {
    signal?.throwIfAborted();
    if (performance.now() - told < WORD_EVERY) return;
    told = performance.now();
    await updateTarget(target, { state: "running", done: Math.round(done), total });
  };
  await show(0);
  times.end("outline");
  const batches = times.read(readCodedDocuments(snapshot, projectId, options, documents));
  const figures = await compareInThreads(threads, plan, settings, batches, {
    counted: async (done) => {
      if (done === documents.length) times.end("counting");
      await show(done);
    },
    aligned: (portion) => show(part + portion * toAlign),
    resampled: (portion) => show(part + toAlign + portion * part),
  });
  times.end("resampling");
  times.threads = await threads.worked();
  const result = resultOf(figures, outline, periods);
  await updateTarget(target, { state: "done", done: total, total, result, finishedAt: new Date() });
  times.end("writing");
}

const settingsOf = ({ measures: chosen, resamples, confidence, seed }: AgreementOptions) => ({
  measures: chosen ?? measures.filter(({ isSlow }) => !isSlow).map(({ id }) => id),
  resamples,
  confidence,
  seed,
  itemsMax: CELL_ITEMS_MAX,
});

/** What is compared: tags in use, and of their attributes those whose values can be listed. */
async function planOf(projectId: string, outline: Outline, options: AgreementOptions): Promise<Plan> {
  const { schemeVersion } = await db().project.findUniqueOrThrow({
    where: { id: projectId },
    select: { schemeVersion: true },
  });
  const scheme = await readScheme({ projectId }, schemeVersion);
  const named = (kind: "unit" | "link") =>
    outline.tags.filter((one) => one.kind === kind).map(({ tag }) => tag);
  const tags = new Set(named("unit"));
  const scaleOf = (tag: string, attribute: string) =>
    options.ordered.find((one) => one.tag === tag && one.attribute === attribute)?.scale ?? "nominal";
  return {
    coders: outline.coders.map(({ id }) => id),
    gold: options.against === "gold" ? (outline.coders.find(({ isGold }) => isGold)?.id ?? NOBODY) : null,
    tags: [...tags],
    linkTags: named("link"),
    undirected: new Set(scheme.relationTypes.filter(({ isDirected }) => !isDirected).map(({ key }) => key)),
    attributes: scheme.tags
      .filter(({ key }) => tags.has(key))
      .flatMap((tag) =>
        tag.attributes
          .filter((attribute) => attribute.type !== "text" || scaleOf(tag.key, attribute.key) !== "nominal")
          .map((attribute) => ({
            tag: tag.key,
            attribute: attribute.key,
            scale: scaleOf(tag.key, attribute.key),
            order: attribute.type === "choice" ? attribute.values.map(({ key }) => key) : [],
          })),
      ),
  };
}

/** Where there is no gold yet, nobody is compared with it. */
const NOBODY = "";

function resultOf(figures: Figures, outline: Outline, periods: readonly string[]): AgreementResult {
  const counted = new Map(figures.coders.map((coder) => [coder.id, coder]));
  return {
    documents: figures.documents,
    documentsAlone: figures.documentsAlone,
    coders: outline.coders.map((coder) => ({
      ...coder,
      documents: counted.get(coder.id)?.documents ?? 0,
      units: counted.get(coder.id)?.units ?? 0,
      links: counted.get(coder.id)?.links ?? 0,
    })),
    tags: [...outline.tags],
    periods: periods.map((from, at) => ({ from, documents: figures.periods[at] ?? 0 })),
    // Figures are made of plain values; only their lists are not to be changed, which JSON doesn't know.
    measures: structuredClone(figures.measures) as AgreementResult["measures"],
    confusions: structuredClone(figures.confusions) as AgreementResult["confusions"],
  };
}
