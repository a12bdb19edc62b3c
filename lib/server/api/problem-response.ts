import "server-only";
import { type Problem, problems } from "@/lib/contracts/problem";
import { AppError } from "../app-error";
import { codeOf } from "../database";
import { log } from "../log";
import { strictTransport } from "../strict-transport";

/** What a database says when it is away or coming back: worth trying again, and no bug of ours. */
const away = /^(P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|53300|08\w{3})$/;
const awayWords =
  /terminat(ed|ing) connection|terminated|Connection (ended|terminated)|server closed|connect ECONN|starting up|shutting down|Can't reach database/i;

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
  const message = error instanceof Error ? error.message : String(error);
  if (away.test(codeOf(error)) || awayWords.test(message)) {
    log().warn({ requestId, err: message.slice(0, 500) }, "database away");
    return new AppError("unavailable", "The database is not answering. Nothing was changed; try again.", {
      retryAfterSeconds: 2,
    });
  }
  log().error({ requestId, err: error }, "unexpected error");
  return new AppError(
    "internal",
    "This is our fault. Nothing was changed. Quote the request id when you report it.",
  );
}
