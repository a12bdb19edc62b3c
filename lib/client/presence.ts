import { uuidv7 } from "uuidv7";
import { endPresence, PRESENCE_EVERY_MS, sendPresence } from "@/lib/contracts/presence";
import { ApiError, api } from "./api";
import type { Place } from "./outbox";

/** A paragraph that is only scrolled past is none that somebody is on. */
const SETTLE_MS = 600;

/** Says where this person is while the page is seen, and that they have left. Nothing depends on it, so nothing fails with it. */
export class PresenceSender {
  readonly #id = uuidv7();
  #block = 0;
  #isHere = false;
  #every: ReturnType<typeof setInterval> | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  readonly #onVisibility = () => (document.visibilityState === "hidden" ? this.#leave() : this.#arrive());
  readonly #onLeave = () => this.#leave();

  constructor(readonly place: Place) {}

  start(): void {
    document.addEventListener("visibilitychange", this.#onVisibility);
    window.addEventListener("pagehide", this.#onLeave);
    this.#onVisibility();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#onVisibility);
    window.removeEventListener("pagehide", this.#onLeave);
    this.#leave();
  }

  /** The paragraph that is read or worked on now. */
  moveTo(block: number): void {
    if (block === this.#block) return;
    this.#block = block;
    clearTimeout(this.#settle);
    if (this.#isHere) this.#settle = setTimeout(() => this.#send(), SETTLE_MS);
  }

  #arrive(): void {
    if (this.#isHere) return;
    this.#isHere = true;
    this.#send();
    this.#every = setInterval(() => this.#send(), PRESENCE_EVERY_MS);
  }

  #leave(): void {
    clearInterval(this.#every);
    clearTimeout(this.#settle);
    if (!this.#isHere) return;
    this.#isHere = false;
    const params = { ...this.#params, presence: this.#id };
    api(endPresence, { params, keepalive: true, as: this.place.userId }).catch(unheard);
  }

  #send(): void {
    const body = { id: this.#id, block: this.#block };
    api(sendPresence, { params: this.#params, body, as: this.place.userId }).catch((error: unknown) => {
      // A page that has not heard yet that its text was corrected: nobody is on an old one.
      if (error instanceof ApiError && error.code === "superseded") this.stop();
    });
  }

  get #params() {
    return { project: this.place.projectId, document: this.place.documentId };
  }
}

/** Teammates stop seeing where this person is; what they do is kept and sent as ever. */
const unheard = () => {};
