import "server-only";
import type { Operation } from "@/lib/contracts/operation";
import { AppError } from "../app-error";
import { env } from "../env";

const BODY_BYTES_MAX = 1_000_000;

/**
 * A browser sends cookies along from any page, so a write by cookie has to come from our own pages: the
 * browser says so itself (Sec-Fetch-Site), or its Origin is ours, and the body is of a type that a form
 * can't send.
 */
export function refuseCrossSite(request: Request, operation: Operation): void {
  if (operation.method === "GET") return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOurs = site ? site === "same-origin" : origin !== null;
  if (!isOurs || (origin !== null && !isOwnOrigin(origin, request)))
    throw new AppError(
      "cross_site",
      "Writes by cookie come from Concord's own pages. Scripts send an API key.",
    );
  if (!hasWireType(request, operation) && request.headers.get("content-type") !== null)
    throw new AppError("cross_site", `Send ${wireType(operation)}`);
}

function isOwnOrigin(origin: string, request: Request): boolean {
  const { APP_URL } = env();
  if (APP_URL) return origin === APP_URL;
  try {
    return new URL(origin).host === request.headers.get("host");
  } catch {
    return false;
  }
}

const wireType = (operation: Operation) =>
  operation.wire === "upload" ? "application/octet-stream" : "application/json";

const hasWireType = (request: Request, operation: Operation): boolean =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() === wireType(operation);

/** The body as parsed JSON, bytes for an upload, or undefined when there is none. */
export async function readBody(request: Request, operation: Operation): Promise<unknown> {
  if (operation.method === "GET" || (operation.wire === "upload" && operation.body === undefined))
    return undefined;
  const bytes = await bytesOf(request, operation.bodyBytesMax ?? BODY_BYTES_MAX);
  if (bytes.length === 0) return undefined;
  if (!hasWireType(request, operation))
    throw new AppError("unsupported_media_type", `Send ${wireType(operation)}`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new AppError("invalid_input", `The body is not JSON in UTF-8: ${reason.slice(0, 200)}`);
  }
}

/** Reads at most `max` bytes, counting what arrives and not what was announced. */
export async function bytesOf(request: Request, max: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > max) {
      await reader.cancel();
      throw new AppError("too_large", `At most ${Math.floor(max / 1_000_000)} MB`);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, size);
}
