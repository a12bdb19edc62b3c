import { afterEach, expect, it, vi } from "vitest";
import { BrowserStandIn } from "@/lib/test/browser-stand-in";
import { fetchDocument } from "./fetch-document";

afterEach(() => vi.unstubAllGlobals());

it("keeps a byte order mark at the beginning of a text: the server counts it as its first character", async () => {
  const text = "\uFEFFMinister Oran met \uFEFF the 𝔘nion.";
  const browser = new BrowserStandIn();
  browser.install();
  browser.answer = ({ path }) =>
    path.endsWith("/text") ? new Response(new TextEncoder().encode(text)) : Response.json({ seq: "1" });
  const fetched = await fetchDocument({ userId: "u", projectId: "p", documentId: "d" });
  expect(fetched.text).toBe(text);
});
