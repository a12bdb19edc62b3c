import { type ChangeResource, listChanges } from "@/lib/contracts/entities";
import { PRESENCE_EVENT, type PresenceNews, type PresentPerson } from "@/lib/contracts/presence";
import { addressOf } from "./api";
import { carryInbox } from "./inbox";
import { Signal } from "./signal";

const AGAIN_MS = 3_000;

/**
 * What others, and this person elsewhere, do to a document, as it happens. The line is open only while the
 * page is seen: a browser opens six to a server at most, and a hidden tab catches up when it is looked at.
 */
export class LiveFeed {
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: string;
  #dropInbox = () => {};
  /** Who else is on the document now, each open page of theirs once. */
  readonly present = new Signal<readonly PresentPerson[]>([]);
  #held: ChangeResource[] | null = null;
  readonly #onVisibility = () => this.#follow();

  constructor(
    readonly place: { readonly projectId: string; readonly documentId: string },
    since: string,
    readonly receive: (change: ChangeResource) => void,
  ) {
    this.#since = since;
  }

  start(): void {
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#follow();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#close();
  }

  /** Keeps changes back while somebody selects text: nothing moves under their hands. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const change of held) this.receive(change);
  }

  #follow(): void {
    if (document.visibilityState === "hidden") {
      this.#close();
      return;
    }
    if (this.#source && this.#source.readyState !== EventSource.CLOSED) return;
    const source = new EventSource(
      addressOf(listChanges, {
        params: { project: this.place.projectId },
        query: { since: this.#since, document: this.place.documentId },
      }),
    );
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      this.#since = lastEventId || this.#since;
      // The server's own declaration of a change.
      const change = JSON.parse(data) as ChangeResource;
      if (this.#held) this.#held.push(change);
      else this.receive(change);
    };
    source.addEventListener(PRESENCE_EVENT, ({ data }: MessageEvent<string>) => {
      // As above: the server's own declaration.
      this.present.set((JSON.parse(data) as PresenceNews).present);
    });
    this.#dropInbox();
    this.#dropInbox = carryInbox(source);
    // An answer other than a stream ends an event source for good; it is only the server that was away.
    source.onerror = () => {
      if (source !== this.#source || source.readyState !== EventSource.CLOSED) return;
      this.#timer = setTimeout(() => this.#follow(), AGAIN_MS);
    };
    this.#source = source;
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    this.#dropInbox();
    this.#dropInbox = () => {};
    this.present.set([]);
  }
}
