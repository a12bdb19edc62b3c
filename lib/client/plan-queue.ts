import { MATRIX_CHANGES_MAX } from "@/lib/contracts/round-matrix";
import { ApiError } from "./api";
import { type MatrixChange, pairKey } from "./matrix-draft";

export type PlanSaving = {
  /** How many cells the server has not acknowledged yet. */
  readonly unsaved: number;
  /** Why the last try was refused; what was refused is still held. */
  readonly error: ApiError | null;
};

/**
 * Changes of a plan on their way to the server: in order, one request at a time, the last word on a cell alone. What
 * is refused is held until it is sent again or forgotten.
 */
export class PlanQueue {
  readonly #send: (changes: readonly MatrixChange[]) => Promise<unknown>;
  readonly #heard: (saving: PlanSaving) => void;
  #waiting = new Map<string, MatrixChange>();
  #sent: readonly MatrixChange[] = [];
  #isSending = false;

  constructor(
    send: (changes: readonly MatrixChange[]) => Promise<unknown>,
    heard: (saving: PlanSaving) => void,
  ) {
    this.#send = send;
    this.#heard = heard;
  }

  get unsaved(): number {
    return new Set([...this.#waiting.keys(), ...this.#sent.map(pairKey)]).size;
  }

  /** Sends these after all that is waiting. Settles when nothing waits any more or something was refused. */
  async push(changes: readonly MatrixChange[]): Promise<void> {
    for (const change of changes) this.#waiting.set(pairKey(change), change);
    await this.#drain();
  }

  /** Sends again what was refused. */
  retry(): Promise<void> {
    return this.#drain();
  }

  /** Gives up what has not been sent. */
  forget(): void {
    this.#waiting.clear();
    this.#heard({ unsaved: this.unsaved, error: null });
  }

  async #drain(): Promise<void> {
    this.#heard({ unsaved: this.unsaved, error: null });
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#waiting.size > 0) {
        this.#sent = [...this.#waiting.values()].slice(0, MATRIX_CHANGES_MAX);
        for (const change of this.#sent) this.#waiting.delete(pairKey(change));
        await this.#send(this.#sent);
        this.#sent = [];
        this.#heard({ unsaved: this.unsaved, error: null });
      }
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal;
      // What was said of a cell meanwhile goes before what was refused.
      this.#waiting = new Map([...this.#sent.map((one) => [pairKey(one), one] as const), ...this.#waiting]);
      this.#sent = [];
      this.#heard({ unsaved: this.unsaved, error: refusal });
    } finally {
      this.#isSending = false;
    }
  }
}
