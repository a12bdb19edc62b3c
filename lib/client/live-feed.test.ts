import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ChangeResource } from "@/lib/contracts/entities";
import { BrowserStandIn } from "@/lib/test/browser-stand-in";
import { LiveFeed } from "./live-feed";

/** The browser's end of a line, in the hands of the test. */
class Line {
  static readonly CLOSED = 2;
  static opened: Line[] = [];
  readyState = 1;
  onmessage: ((event: { data: string; lastEventId: string }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly address: string) {
    Line.opened.push(this);
  }

  addEventListener(): void {}

  close(): void {
    this.readyState = Line.CLOSED;
  }

  say(seq: string): void {
    this.onmessage?.({ data: JSON.stringify({ seq }), lastEventId: seq });
  }

  /** The server answered with something else than a stream; a browser does not try again by itself. */
  end(): void {
    this.readyState = Line.CLOSED;
    this.onerror?.();
  }
}

let browser: BrowserStandIn;
let feed: LiveFeed;
let heard: string[];
const sinceOf = ({ address }: Line) => new URL(address, "http://localhost").searchParams.get("since");
const last = (): Line => {
  const line = Line.opened.at(-1);
  if (!line) throw new Error("No line was opened");
  return line;
};

beforeEach(() => {
  vi.useFakeTimers();
  browser = new BrowserStandIn();
  browser.install();
  vi.stubGlobal("EventSource", Line);
  Line.opened = [];
  heard = [];
  const hear = ({ seq }: ChangeResource) => void heard.push(seq);
  feed = new LiveFeed({ projectId: "p", documentId: "d" }, "7", hear);
  feed.start();
});
afterEach(() => {
  feed.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("comes back after the server was away, and asks for what has happened since", () => {
  last().say("8");
  last().say("9");
  last().end();
  vi.advanceTimersByTime(3_000);
  expect(Line.opened).toHaveLength(2);
  last().end();
  vi.advanceTimersByTime(3_000);
  expect(Line.opened.map(sinceOf)).toEqual(["7", "9", "9"]);
  last().say("10");
  expect(heard).toEqual(["8", "9", "10"]);
});

it("leaves a line that only stumbles to the browser, which tries again by itself", () => {
  last().readyState = 0;
  last().onerror?.();
  vi.advanceTimersByTime(60_000);
  expect(Line.opened).toHaveLength(1);
});

it("has one line at a time: none while the page is hidden, one when it is looked at again", () => {
  last().end();
  browser.hide(true);
  vi.advanceTimersByTime(60_000);
  expect(Line.opened).toHaveLength(1);
  browser.hide(false);
  browser.hide(false);
  expect(Line.opened).toHaveLength(2);
});

it("stays away after its page has been left", () => {
  const line = last();
  feed.stop();
  line.end();
  browser.hide(false);
  vi.advanceTimersByTime(60_000);
  expect(Line.opened).toHaveLength(1);
});

it("keeps news back while somebody selects, and tells it in order afterwards", () => {
  feed.hold();
  last().say("8");
  last().say("9");
  expect(heard).toEqual([]);
  feed.release();
  last().say("10");
  expect(heard).toEqual(["8", "9", "10"]);
});
