import "server-only";
import { type Problem, problems } from "@/lib/contracts/problem";
import { AppError } from "../app-error";
import { type DatabaseFailure, databaseFailure } from "../database-failure";
import { log } from "../log";
import { strictTransport } from "../strict-transport";

/** No word about what was done: a line that breaks under a commit leaves that open, and an id settles it. */
const failureWords: Readonly<Record<DatabaseFailure, string>> = {
  timing: "Too many wrote here at once. Try again.",
  away: "The database is not answering. Try again; what you send with the same ids is never done twice.",
  full: "The server has no space left to write to. Whoever runs it has to make some; then try again.",
};

/** RFC 9457. What isn't an AppError is a bug or an outage: logged in full, told to nobody. */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = asAppError(error, requestId);
  const { status, title } = problems[known.code];
  const { allow, retryAfterSeconds, ...details } = known.details;
  const problem: Problem = {
    type: "about:blank",
    title,
    status,
    code: known.code,
    detail: known.message,
    requestId,
    ...details,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "private, no-store",
    "x-request-id": requestId,
    ...strictTransport(),
  });
  if (Array.isArray(allow)) headers.set("allow", allow.join(", "));
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="concord"');
  if (typeof retryAfterSeconds === "number") headers.set("retry-after", String(retryAfterSeconds));
  return new Response(JSON.stringify(problem), { status, headers });
}

function asAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  const failure = databaseFailure(error);
  if (failure !== null) {
    const message = error instanceof Error ? error.message : String(error);
    log().warn({ requestId, failure, err: message.slice(-500) }, "database failed");
    return new AppError("unavailable", failureWords[failure], { retryAfterSeconds: 2 });
  }
  log().error({ requestId, err: error }, "unexpected error");
  return new AppError("internal", "This is our fault. Quote the request id when you report it.");
}
