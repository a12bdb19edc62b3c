import type { z } from "zod";
import type { Operation, Wire } from "@/lib/contracts/operation";
import { ON_BEHALF_OF } from "@/lib/contracts/operation";
import { type Problem, type ProblemCode, problems } from "@/lib/contracts/problem";
import type { Permission } from "@/lib/policy/policy";

/** A refusal that the server explained; `offline` when no answer came at all. */
export class ApiError extends Error {
  constructor(
    readonly code: ProblemCode | "offline",
    readonly status: number,
    message: string,
    readonly problem: Problem | null,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** Nothing was decided: the same request may be sent again as it is. */
  get isPassing(): boolean {
    return this.code === "offline" || this.code === "unavailable" || this.code === "rate_limited";
  }
}

type Params = { readonly params?: Readonly<Record<string, string>> };
type Sends<B extends z.ZodType> =
  undefined extends z.input<B> ? { readonly body?: z.input<B> } : { readonly body: z.input<B> };
type Asks<Q extends z.ZodType> = { readonly query?: z.input<Q> };
type More = {
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
  /** Whose work this is: refused when somebody else has signed in meanwhile. */
  readonly as?: string;
};

/** The address of an operation, for links (downloads) and event sources. */
export function addressOf<Q extends z.ZodType>(
  operation: Pick<Operation, "path"> & { readonly query?: Q },
  { params = {}, query }: Params & Asks<Q>,
): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null) search.set(key, String(value));
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ""}`;
}

/** Calls an operation from the browser; the same declaration that the server serves. */
export async function api<
  P extends Permission,
  B extends z.ZodType,
  Q extends z.ZodType,
  R extends z.ZodType,
  W extends Wire,
  C extends boolean,
>(operation: Operation<P, B, Q, R, W, C>, input: Params & Sends<B> & Asks<Q> & More): Promise<z.output<R>> {
  const { body, signal, keepalive, as } = input;
  const response = await send(addressOf(operation, input), {
    method: operation.method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(as === undefined ? {} : { [ON_BEHALF_OF]: as }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    ...(keepalive ? { keepalive } : {}),
  });
  // The server parses every answer by the same declaration before it sends it.
  return (await response.json()) as z.output<R>;
}

/** Sends one file's bytes to an upload operation. */
export async function upload<Q extends z.ZodType, R extends z.ZodType>(
  operation: Operation<Permission, z.ZodType, Q, R, "upload", boolean>,
  input: Params & Asks<Q> & More & { readonly file: Blob },
): Promise<z.output<R>> {
  const response = await send(addressOf(operation, input), {
    method: operation.method,
    headers: { "content-type": "application/octet-stream" },
    body: input.file,
    ...(input.signal ? { signal: input.signal } : {}),
  });
  // As above: the server has checked the shape.
  return (await response.json()) as z.output<R>;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("offline", 0, "The server can't be reached", null);
  }
  if (response.ok) return response;
  throw await refusalOf(response);
}

async function refusalOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
  if (!isProblem) {
    // A proxy or a server that is starting answers for us; nothing was decided.
    return response.status >= 500
      ? new ApiError("unavailable", response.status, problems.unavailable.title, null)
      : new ApiError("internal", response.status, problems.internal.title, null);
  }
  // Only our own server writes this media type, and it writes this shape.
  const problem = (await response.json()) as Problem;
  return new ApiError(problem.code, response.status, problem.detail, problem);
}
