import "server-only";
import loadHighs, { type Highs, type ModelData, type VariableType } from "highs";
import type { SetPartitionProblem, SetPartitionSolver } from "@/lib/domain/agreement/set-partition";

/**
 * Branches that may be looked at before a problem is given up. Alignments are nearly always settled at the first;
 * a limit of nodes, not of seconds, gives the same answer on every machine.
 */
const nodesMax = 2_000;

let loading: Promise<Highs> | undefined;

/**
 * A solver of set partitions that proves its answers: the mixed-integer solver HiGHS, as WebAssembly in this
 * process. Loading takes some tens of milliseconds, once; solving blocks the thread, so callers work in a job.
 * A problem without any partition is a fault of the caller and throws.
 */
export async function highsSolver(): Promise<SetPartitionSolver> {
  loading ??= loadHighs();
  const highs = await loading;
  return (problem) => solve(highs, problem);
}

/**
 * First without the demand that candidates are taken whole. What that leaves divided is decided by branch and cut
 * among the few candidates whose reduced cost is small: one of reduced cost r adds at least r to the relaxed
 * optimum, so a partition no further than `reach` above it is the best of all, and otherwise one more round, with
 * all candidates within the distance found, is certain.
 */
function solve(highs: Highs, problem: SetPartitionProblem): readonly number[] | null {
  if (problem.elementCount === 0) return [];
  const all = [...problem.candidates.keys()];
  const relaxed = run(highs, problem, all, false);
  if (relaxed === null || relaxed === "infeasible")
    throw new Error("A set partition problem without solution");
  if (relaxed.values.every(isWhole)) return chosenOf(relaxed.values, all);
  for (let reach = 0.05; ; ) {
    const near = all.filter(
      (at) =>
        (relaxed.reducedCosts[at] ?? 0) <= reach + slack || problem.candidates[at]?.members.length === 1,
    );
    const whole = run(highs, problem, near, true);
    if (whole === null) return null;
    const isAll = near.length === all.length;
    if (whole === "infeasible") {
      if (isAll) throw new Error("A set partition problem without solution");
      reach = Number.POSITIVE_INFINITY;
    } else {
      const above = whole.cost - relaxed.cost;
      if (isAll || above <= reach + slack) return chosenOf(whole.values, near);
      reach = above;
    }
  }
}

/** What costs may differ by through rounding in the solver. */
const slack = 1e-9;

/** No gap is left open. What prepares for hard problems is off: these are many and small, and take a third then. */
const solverOptions = {
  output_flag: false,
  mip_rel_gap: 0,
  mip_abs_gap: slack,
  mip_max_nodes: nodesMax,
  mip_detect_symmetry: false,
  mip_allow_restart: false,
  mip_heuristic_run_feasibility_jump: false,
};

type Solution = { readonly values: Float64Array; readonly reducedCosts: Float64Array; readonly cost: number };

/** The cheapest partition into candidates of `among`, or a mix of them; null at the limit of branches. */
function run(
  highs: Highs,
  { elementCount, candidates }: SetPartitionProblem,
  among: readonly number[],
  isWholeOnly: boolean,
): Solution | "infeasible" | null {
  const { modelStatus, variableType } = highs.constants;
  const columns = among.flatMap((at) => candidates[at] ?? []);
  const type = isWholeOnly ? variableType.integer : variableType.continuous;
  return highs.withModel(modelOf({ elementCount, candidates: columns }, type), (model) => {
    model.options.set(solverOptions);
    const status = model.run().modelStatus;
    if (status === modelStatus.solutionLimit) return null;
    if (status === modelStatus.infeasible) return "infeasible";
    if (status !== modelStatus.optimal) throw new Error(`HiGHS ended with status ${status}`);
    const { colValue, colDual } = model.getSolution();
    return { values: colValue, reducedCosts: colDual, cost: model.getObjectiveValue() };
  });
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-7;
const chosenOf = (values: Float64Array, among: readonly number[]): number[] =>
  among.filter((_, at) => (values[at] ?? 0) > 0.5);

/** Minimise Σ cost x over 0 ≤ x ≤ 1 such that the candidates of every element sum to one; by columns. */
function modelOf({ elementCount, candidates }: SetPartitionProblem, type: VariableType): ModelData {
  const numCols = candidates.length;
  const starts = new Int32Array(numCols + 1);
  for (const [at, { members }] of candidates.entries()) starts[at + 1] = (starts[at] ?? 0) + members.length;
  const size = starts[numCols] ?? 0;
  const indices = new Int32Array(size);
  for (const [at, { members }] of candidates.entries()) indices.set(members, starts[at] ?? 0);
  return {
    numCols,
    numRows: elementCount,
    colCost: Float64Array.from(candidates, ({ cost }) => cost),
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(1),
    rowLower: new Float64Array(elementCount).fill(1),
    rowUpper: new Float64Array(elementCount).fill(1),
    integrality: new Int32Array(numCols).fill(type),
    matrix: {
      format: "csc",
      numRows: elementCount,
      numCols,
      starts,
      indices,
      values: new Float64Array(size).fill(1),
    },
  };
}
