import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import { ApiError } from "./api";
import {
  type Conflict,
  dequeue,
  enqueue,
  keepConflict,
  type Place,
  type QueuedOperation,
  queued,
  type SentVerdict,
} from "./outbox";
import type { KnownReview } from "./review-store";
import { sendSteps, sendVerdict } from "./send-operation";
import { Signal } from "./signal";

/** What people read at the top of the page. */
export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly waiting: number }
  | { readonly kind: "offline"; readonly waiting: number }
  | { readonly kind: "signedOut"; readonly waiting: number };

export type SyncEvents = {
  /** The server has stored changes of annotations. */
  confirmed(opId: string, results: readonly StoredAnnotation[]): void;
  /** The server has stored a verdict. */
  reviewed(opId: string, review: KnownReview): void;
  /** The server won't store it; `current` is its copy of the row where the two disagree. */
  refused(operation: QueuedOperation, error: ApiError, current: unknown): readonly QueuedOperation[];
  /** What was refused is on this computer by now, for its person to decide. */
  conflictsKept(conflicts: readonly Conflict[]): void;
};

/** After so many answers that something is broken an operation is set aside for its person to decide. */
const FAILURES_MAX = 6;
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

/**
 * Brings operations to the server in order, each exactly once: kept on this computer first, sent with an id
 * that makes a second sending harmless, forgotten when the server has answered.
 */
export class Sync {
  readonly state = new Signal<SaveState>({ kind: "saved" });
  /** How many of those that wait this computer could not keep: they live as long as the page does. */
  readonly unkept = new Signal(0);
  readonly #queue: QueuedOperation[] = [];
  readonly #unkeptIds = new Set<string>();
  #isRunning = false;
  #failures = 0;
  /** How often the server has failed on the first operation, whatever the network did in between. */
  #breakdowns = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopListening = () => {};
  readonly #askFirst = (event: Event): void => event.preventDefault();

  constructor(
    readonly place: Place,
    readonly events: SyncEvents,
  ) {}

  /** What an earlier visit left behind, oldest first; it is sent along. */
  async start(): Promise<readonly QueuedOperation[]> {
    const again = () => this.wake();
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    this.#stopListening = () => {
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
    const left = await queued(this.place);
    const known = new Set(this.#queue.map(({ opId }) => opId));
    this.#queue.unshift(...left.filter(({ opId }) => !known.has(opId)));
    this.#say();
    this.wake();
    return left;
  }

  /** The page is left: nothing more comes, and what waits is still brought to the server. */
  stop(): void {
    this.#stopListening();
  }

  /** Keeps and sends an operation. The page has shown it already; this never makes anybody wait. */
  push(opId: string, steps: readonly Step[]): void {
    this.#push({ ...this.place, opId, steps });
  }

  /** The same for a verdict: it goes after the changes that were made before it. */
  pushVerdict(opId: string, verdict: SentVerdict): void {
    this.#push({ ...this.place, opId, verdict });
  }

  #push(operation: QueuedOperation): void {
    const { opId } = operation;
    // Both at once: the computer keeps it in case the answer never comes, the server gets it in case we die.
    enqueue(operation).catch(() => {
      // A browser without storage (private windows of some) still saves as long as the page lives.
      if (this.#queue.includes(operation)) this.#setUnkept(() => this.#unkeptIds.add(opId));
    });
    this.#queue.push(operation);
    this.#say();
    this.wake();
  }

  /** Operations that wait, by their ids. */
  those(opIds: readonly string[]): readonly QueuedOperation[] {
    return this.#queue.filter(({ opId }) => opIds.includes(opId));
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Tries again now: the network is back, or somebody has signed in. */
  wake(): void {
    clearTimeout(this.#timer);
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      for (let next = this.#queue[0]; next; next = this.#queue[0]) {
        if (!(await this.#send(next))) break;
      }
    } finally {
      this.#isRunning = false;
    }
    this.#say();
  }

  /** False when sending has to wait. */
  async #send(operation: QueuedOperation): Promise<boolean> {
    this.#say();
    let tell: () => void;
    try {
      tell = await this.#ask(operation);
    } catch (error) {
      return this.#failed(operation, error);
    }
    this.#failures = 0;
    this.#breakdowns = 0;
    await this.#done(operation);
    tell();
    return true;
  }

  /** What the page is told once the server has stored it. */
  async #ask(operation: QueuedOperation): Promise<() => void> {
    const { opId } = operation;
    if ("verdict" in operation) {
      const review = await sendVerdict(operation);
      return () => this.events.reviewed(opId, review);
    }
    const items = await sendSteps(operation);
    return () => this.events.confirmed(opId, items);
  }

  async #failed(operation: QueuedOperation, error: unknown): Promise<boolean> {
    // An answer that broke off, or that was no answer of ours, decided nothing: sending again is harmless.
    if (!(error instanceof ApiError) || error.isPassing) return this.#later("offline");
    if (error.code === "unauthenticated") return this.#later("signedOut");
    // Something that fails time and again must not keep back everything behind it.
    if (error.code === "internal" && ++this.#breakdowns <= FAILURES_MAX) return this.#later("offline");
    this.#failures = 0;
    this.#breakdowns = 0;
    await this.#refused(operation, error);
    return true;
  }

  #later(kind: "offline" | "signedOut"): boolean {
    this.state.set({ kind, waiting: this.#queue.length });
    const delay = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
    this.#timer = setTimeout(() => void this.#run(), delay);
    return false;
  }

  async #refused(operation: QueuedOperation, error: ApiError): Promise<void> {
    const dropped = this.events.refused(operation, error, error.problem?.current ?? null);
    const conflicts = [operation, ...dropped].map((one): Conflict => ({ ...one, reason: error.message }));
    for (const conflict of conflicts) {
      await keepConflict(conflict).catch(() => {
        // Without storage the page itself keeps it, as long as it lives.
      });
      await this.#done(conflict);
    }
    this.events.conflictsKept(conflicts);
  }

  async #done(operation: QueuedOperation): Promise<void> {
    const at = this.#queue.findIndex(({ opId }) => opId === operation.opId);
    if (at >= 0) this.#queue.splice(at, 1);
    if (this.#unkeptIds.has(operation.opId)) this.#setUnkept(() => this.#unkeptIds.delete(operation.opId));
    await dequeue(operation.opId).catch(() => {});
  }

  /** While something lives in this page alone, the browser asks before the page is closed. */
  #setUnkept(change: () => unknown): void {
    change();
    const { size } = this.#unkeptIds;
    if (size > 0) window.addEventListener("beforeunload", this.#askFirst);
    else window.removeEventListener("beforeunload", this.#askFirst);
    this.unkept.set(size);
  }

  #say(): void {
    const waiting = this.#queue.length;
    const { kind } = this.state.value;
    if (waiting === 0) this.state.set({ kind: "saved" });
    else if (this.#isRunning && this.#failures === 0) this.state.set({ kind: "saving", waiting });
    else this.state.set({ kind: kind === "saved" ? "saving" : kind, waiting });
  }
}
