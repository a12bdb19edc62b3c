import "server-only";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { uuidv7 } from "uuidv7";
import { problemResponse } from "./api/problem-response";
import { bytesOf } from "./api/request-body";
import { AppError } from "./app-error";
import { type Attempt, authOptions, cookiesIn, sessionPrincipal } from "./auth";
import { addressOf } from "./principal";
import { strictTransport } from "./strict-transport";

const BODY_BYTES_MAX = 16_000;

/** What of next-auth is offered. Its `_log` lets anybody write into our log, its own pages are not ours. */
const offered: Readonly<Record<string, readonly string[]>> = {
  GET: ["csrf", "session", "providers", "signin", "callback", "error"],
  POST: ["signin", "signout", "callback"],
};

/**
 * Answers below /api/auth. next-auth is called the way it serves API routes: it then asks nothing of the
 * framework around it, and a refusal can be told as one (429 with the time to wait, 401, 503).
 */
export async function answerAuth(request: Request, path: readonly string[]): Promise<Response> {
  const requestId = uuidv7();
  try {
    if (!offered[request.method]?.includes(path[0] ?? "") || path.length > 2)
      throw new AppError("not_found", "There is no such address.");
    if (request.method === "POST") refuseForeign(request);
    const header = request.headers.get("cookie") ?? "";
    const attempt: Attempt = {
      requestId,
      address: addressOf(request.headers),
      userAgent: request.headers.get("user-agent") ?? "",
      current: await sessionPrincipal(header),
      problem: undefined,
    };
    const response = await ask(request, path, cookiesIn(header), attempt);
    if (attempt.problem !== undefined) throw attempt.problem;
    const headers = { "cache-control": "private, no-store", "x-request-id": requestId, ...strictTransport() };
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    // What was read stays in no cache. Not "storage": work that waits to be sent is kept there; not "cookies": those
    // of every other application below the same domain would go too.
    if (request.method === "POST" && path[0] === "signout" && response.ok)
      response.headers.set("clear-site-data", '"cache"');
    return response;
  } catch (error) {
    return problemResponse(error, requestId);
  }
}

/** next-auth's own token proves the page; a browser that says the page is another site's is believed. */
function refuseForeign(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none")
    throw new AppError("cross_site", "Signing in and out is done on Concord's own pages.");
}

async function ask(
  request: Request,
  path: readonly string[],
  cookies: Record<string, string>,
  attempt: Attempt,
): Promise<Response> {
  const answer = new Answer();
  const query = { ...Object.fromEntries(new URL(request.url).searchParams), nextauth: [...path] };
  const body = request.method === "POST" ? await formOf(request) : {};
  const headers = Object.fromEntries(request.headers);
  // The parts of Next's API request and response that next-auth uses, and no others.
  const asked = { method: request.method, query, cookies, headers, body } as unknown as NextApiRequest;
  await NextAuth(asked, answer as unknown as NextApiResponse, await authOptions(attempt));
  return answer.toResponse();
}

async function formOf(request: Request): Promise<Record<string, unknown>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const text = new TextDecoder().decode(await bytesOf(request, BODY_BYTES_MAX));
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(text));
  if (type !== "application/json") throw new AppError("unsupported_media_type", "Send a form or JSON");
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null) return { ...body };
  } catch {
    // Told below: what is no JSON and what is no object are the same mistake.
  }
  throw new AppError("invalid_input", "The body is no JSON object");
}

/** Collects what next-auth says to a Node response. */
class Answer {
  #status = 200;
  #body: string | null = null;
  readonly #headers = new Map<string, string | readonly string[]>();

  status(code: number): this {
    this.#status = code;
    return this;
  }

  getHeader(name: string): string | readonly string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | readonly string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  json(value: unknown): this {
    this.setHeader("content-type", "application/json; charset=utf-8");
    this.#body = JSON.stringify(value);
    return this;
  }

  send(value: unknown): this {
    if (typeof value === "object" && value !== null) return this.json(value);
    this.#body = typeof value === "string" ? value : null;
    return this;
  }

  end(): this {
    return this;
  }

  toResponse(): Response {
    const headers = new Headers();
    for (const [name, value] of this.#headers)
      for (const one of typeof value === "string" ? [value] : value) headers.append(name, one);
    return new Response(this.#body, { status: this.#status, headers });
  }
}
