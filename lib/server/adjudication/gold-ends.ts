import "server-only";
import type { DecisionResource } from "@/lib/contracts/adjudication";
import { AppError } from "../app-error";
import type { GoldPlace } from "./apply-decisions";
import { decisionsOn } from "./decision-rows";

/** What annotators' marks became in the gold: the ends of its links. */
export class GoldEnds {
  readonly #goldOf = new Map<string, { readonly id: string; readonly isTaken: boolean }>();

  /** From decisions in force. Of several on one mark, the one that took it leads. */
  constructor(decisions: readonly Pick<DecisionResource, "annotationId" | "sources">[]) {
    for (const decision of decisions) this.add(decision);
  }

  static async of({ tx, scope }: GoldPlace, marks: readonly string[]): Promise<GoldEnds> {
    return new GoldEnds(marks.length === 0 ? [] : await decisionsOn(tx, scope.projectId, marks));
  }

  add({ annotationId, sources }: Pick<DecisionResource, "annotationId" | "sources">): void {
    if (annotationId === null) return;
    for (const source of sources) {
      if (this.#goldOf.get(source.annotationId)?.isTaken) continue;
      if (source.isTaken || !this.#goldOf.has(source.annotationId))
        this.#goldOf.set(source.annotationId, { id: annotationId, isTaken: source.isTaken });
    }
  }

  find(mark: string): string | undefined {
    return this.#goldOf.get(mark)?.id;
  }

  require(mark: string): string {
    const gold = this.find(mark);
    if (gold === undefined)
      throw new AppError(
        "wrong_state",
        "Decide first on the two marks that it joins: both have to be in the gold.",
        {
          current: mark,
        },
      );
    return gold;
  }
}
