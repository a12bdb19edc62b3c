import { encode } from "next-auth/jwt";
import { type OperationName, operations } from "@/lib/contracts/registry";
import type { Permission, Principal } from "@/lib/policy/policy";
import { dispatch } from "@/lib/server/api/dispatch";
import { createApiKey } from "@/lib/server/api-keys/write";
import { sessionCookieName } from "@/lib/server/auth";
import { db } from "@/lib/server/database";
import { cookieSecret } from "@/lib/server/installation/read";
import { scopeOf } from "./open-installation";

export const ORIGIN = "http://localhost:3000";

type SignedIn = Principal & { readonly sessionId: string };
type Headers = Readonly<Record<string, string>>;

/** What a browser of this person sends along with a request of our own pages. */
export async function bySession({ sessionId }: SignedIn): Promise<Headers> {
  const token = await encode({ token: { sid: sessionId }, secret: await cookieSecret() });
  return { cookie: `${sessionCookieName()}=${token}`, "sec-fetch-site": "same-origin", origin: ORIGIN };
}

/** What a script with a key of this person sends along. */
export async function byKey(
  person: SignedIn,
  limits: { readonly permissions?: readonly Permission[]; readonly projectId?: string } = {},
): Promise<Headers> {
  const { permissions = null, projectId = null } = limits;
  const scope = await scopeOf("account.manage", person);
  const { key } = await createApiKey(scope, { name: "script", permissions, projectId, expiresAt: null });
  return { authorization: `Bearer ${key}` };
}

export type Input = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Bytes and streams go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Headers;
};

/** The request that a caller would send for an operation. */
export function requestFor(name: OperationName, { params = {}, query = {}, body, headers }: Input): Request {
  const { method, path, wire } = operations[name];
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? "");
  const search = new URLSearchParams(query);
  const isRaw = body instanceof Uint8Array || body instanceof ReadableStream;
  const type = wire === "upload" ? "application/octet-stream" : "application/json";
  return new Request(`${ORIGIN}/api/v1${filled}${search.size > 0 ? `?${search}` : ""}`, {
    method,
    headers: {
      host: new URL(ORIGIN).host,
      "x-forwarded-for": "203.0.113.7",
      ...(body === undefined ? {} : { "content-type": type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body), duplex: "half" }),
  } as RequestInit);
}

/** Sends a request through the API's one door, as the route does. */
export const send = (request: Request): Promise<Response> =>
  dispatch(request, new URL(request.url).pathname.split("/").slice(3).map(decodeURIComponent));

export const call = (name: OperationName, input: Input): Promise<Response> => send(requestFor(name, input));

/** How many rows each table holds, but those that count refusals and tries. */
export async function rowCounts(): Promise<Readonly<Record<string, number>>> {
  const tables = await db().$queryRaw<{ name: string; rows: bigint }[]>`
    SELECT table_name AS name, (xpath('/row/n/text()', query_to_xml(
      format('SELECT count(*) AS n FROM %I.%I', table_schema, table_name), false, true, '')))[1]::text::bigint AS rows
    FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'graphile_worker')
      AND table_name NOT IN ('RateLimit', 'AuditEntry') ORDER BY 1`;
  return Object.fromEntries(tables.map(({ name, rows }) => [name, Number(rows)]));
}
