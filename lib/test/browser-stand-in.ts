import "fake-indexeddb/auto";
import { vi } from "vitest";
import type { Problem, ProblemCode } from "@/lib/contracts/problem";
import { problems } from "@/lib/contracts/problem";

/** What arrived at the server double: enough to tell what was sent, in which order and in whose name. */
export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** The parsed JSON body; null without one. */
  readonly body: unknown;
};
type Answer = Response | Promise<Response>;

/** The rest of a browser that code of a page needs outside one: a window, a document, storage and a network. */
export class BrowserStandIn {
  readonly window = new EventTarget();
  readonly document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  readonly sent: Sent[] = [];
  /** Answers every request; throw a TypeError where no answer comes, as `fetch` does. */
  answer: (request: Sent) => Answer = () => Response.json({});

  /** Takes the place of the globals until `vi.unstubAllGlobals()`. */
  install(): void {
    vi.stubGlobal("window", this.window);
    vi.stubGlobal("document", this.document);
    vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
      const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : null;
      const { pathname, search } = new URL(address, "http://localhost");
      const request = {
        method: init.method ?? "GET",
        path: `${pathname}${search}`,
        headers: new Headers(init.headers),
        body,
      };
      this.sent.push(request);
      return this.answer(request);
    });
  }

  hide(isHidden: boolean): void {
    this.document.visibilityState = isHidden ? "hidden" : "visible";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }
}

/** A refusal as the API answers it. */
export function refusal(code: ProblemCode, more: Partial<Problem> = {}): Response {
  const { status, title } = problems[code];
  return new Response(JSON.stringify({ type: "about:blank", code, status, title, detail: title, ...more }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/** An answer whose line breaks after its first bytes. */
export function brokenOff(): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"items":['));
      controller.error(new TypeError("terminated"));
    },
  });
  return new Response(stream, { headers: { "content-type": "application/json" } });
}
