import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import { type Method, ON_BEHALF_OF, type Operation } from "@/lib/contracts/operation";
import { type OperationName, operations } from "@/lib/contracts/registry";
import type { Principal } from "@/lib/policy/policy";
import { AppError } from "../app-error";
import { authorize, isUuid } from "../authorize";
import { addressOf, principalOf } from "../principal";
import { strictTransport } from "../strict-transport";
import { Existing } from "./handler";
import { matchPath } from "./match-path";
import { noteRefusal, type Refused } from "./note-refusal";
import { problemResponse } from "./problem-response";
import { handlers } from "./registry";
import { readBody, refuseCrossSite } from "./request-body";

const PRIVATE = { "cache-control": "private, no-store", vary: "Cookie, Authorization, Accept" };

/** A handler with its types forgotten: `operations` and `handlers` have the same names, which the compiler checks. */
type AnyHandler = (call: {
  scope: unknown;
  params: Readonly<Record<string, string>>;
  body: unknown;
  query: unknown;
  request: Request;
}) => Promise<unknown>;

/** The one way in: finds the operation, says who calls, asks the permission table, parses, calls, answers. */
export async function dispatch(request: Request, path: readonly string[]): Promise<Response> {
  const requestId = uuidv7();
  let asked: Refused | null = null;
  try {
    const { name, operation, params } = operationAt(request.method, path);
    const who = { principal: await principalOf(request), requestId, address: addressOf(request.headers) };
    asked = { who, operation: name, projectId: params.project };
    if (who.principal?.via.kind === "session") refuseCrossSite(request, operation);
    refuseAnother(request, who.principal);
    const scope = await authorize(operation.permission, { ...who, projectId: params.project ?? null });
    checkIds(params);
    const query = parse(operation.query, searchOf(request), "query");
    const body = parse(operation.body, await readBody(request, operation), "body");
    const handle = handlers[name] as AnyHandler;
    const result = await handle({ scope, params, body, query, request });
    return answer(operation, result, requestId);
  } catch (error) {
    await noteRefusal(error, asked);
    return problemResponse(error, requestId);
  }
}

/** A page that was left open sends its own person's work, not that of whoever has signed in since. */
function refuseAnother(request: Request, principal: Principal | null): void {
  const meant = request.headers.get(ON_BEHALF_OF);
  if (meant !== null && meant !== principal?.userId)
    throw new AppError(
      "unauthenticated",
      "Another account is signed in. Sign in as the one whose work this is.",
    );
}

function operationAt(
  method: string,
  path: readonly string[],
): { name: OperationName; operation: Operation; params: Readonly<Record<string, string>> } {
  const found = matchPath(path);
  const wanted = method === "HEAD" ? "GET" : method;
  const match = found.find(({ name }) => operations[name].method === wanted);
  if (match) return { name: match.name, operation: operations[match.name], params: match.params };
  if (found.length === 0)
    throw new AppError("not_found", "There is no such address. The API is described at /api/v1/openapi.json");
  const allow: Method[] = found.map(({ name }) => operations[name].method);
  throw new AppError("method_not_allowed", `This address takes ${allow.join(", ")}`, { allow });
}

/** Every parameter of a path is an id; what isn't a UUID names nothing. */
function checkIds(params: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(params)) {
    if (!isUuid(value)) throw new AppError("not_found", `There is no such ${name}.`);
  }
}

function searchOf(request: Request): Record<string, string> {
  const search = new URL(request.url).searchParams;
  const repeated = [...new Set(search.keys())].find((key) => search.getAll(key).length > 1);
  if (repeated !== undefined)
    throw new AppError("invalid_input", `“${repeated}” is given twice`, {
      issues: [{ field: repeated, message: "Given twice" }],
    });
  return Object.fromEntries(search);
}

function parse(schema: z.ZodType | undefined, value: unknown, where: "query" | "body"): unknown {
  if (!schema) {
    const isEmpty = value === undefined || (where === "query" && Object.keys(value ?? {}).length === 0);
    if (isEmpty || where === "body") return undefined;
    throw new AppError(
      "invalid_input",
      `This address takes no query; got ${Object.keys(value ?? {}).join(", ")}`,
    );
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({
    field: issue.path.join("."),
    message: issue.message,
  }));
  const [first] = issues;
  throw new AppError(
    "invalid_input",
    first ? `${first.field ? `${first.field}: ` : ""}${first.message}` : "The request does not fit",
    { issues },
  );
}

function answer(operation: Operation, result: unknown, requestId: string): Response {
  const headers = { ...PRIVATE, ...strictTransport(), "x-request-id": requestId };
  if (result instanceof Response) {
    for (const [key, value] of Object.entries(headers))
      if (!result.headers.has(key)) result.headers.set(key, value);
    return result;
  }
  const isExisting = result instanceof Existing;
  const value: unknown = isExisting ? result.value : result;
  // Parsing drops what the declaration does not name, so a field can't leak by accident.
  const json: unknown = operation.returns.parse(value);
  return Response.json(json, {
    status: operation.creates && !isExisting ? 201 : 200,
    headers,
  });
}
