import "server-only";
import { type Checkpoint, type ImportTarget, showProgress } from "./import-target";

/** Who wrote, for the log: the person who asked for the import. */
export type Importer = {
  readonly projectId: string;
  readonly principal: { readonly userId: string; readonly via: { readonly kind: "job" } };
};

/** Counts documents, shows the count, and learns on the way that the import was cancelled. */
export class Progress {
  #done = 0;

  constructor(
    readonly target: ImportTarget,
    readonly checkpoint: Checkpoint,
  ) {}

  async add(count: number): Promise<void> {
    this.#done += count;
    await showProgress(this.target, "writing", this.#done);
    await this.checkpoint(`after ${this.#done} documents`);
  }
}
