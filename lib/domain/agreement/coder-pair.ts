import type { Plan } from "./plan";

/** Two coders by their places in the plan. With gold, `a` is the gold; without, the one that comes first. */
export type CoderPair = { readonly a: number; readonly b: number };

/** The pairs that a comparison is about, among coders in ascending order. */
export function pairsAmong(coders: readonly number[], plan: Plan): CoderPair[] {
  if (plan.gold !== null) {
    const a = plan.coders.indexOf(plan.gold);
    return coders.includes(a) ? coders.filter((b) => b !== a).map((b) => ({ a, b })) : [];
  }
  return coders.flatMap((b, at) => coders.slice(0, at).map((a) => ({ a, b })));
}
