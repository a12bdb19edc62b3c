import "server-only";
import type { Principal } from "@/lib/policy/policy";
import { apiKeyPrincipal } from "./api-keys/read";
import { AppError } from "./app-error";
import { sessionPrincipal } from "./auth";
import { env } from "./env";
import { peerAddress } from "./peer-address";

/**
 * Who sent a request: a bearer key or a session cookie. A request with a key never falls back to a cookie: a
 * script with a wrong key has to be told so.
 */
export async function principalOf(request: Request): Promise<Principal | null> {
  const header = request.headers.get("authorization");
  if (header === null) return sessionPrincipal(request.headers.get("cookie") ?? "");
  const key = /^Bearer ([\x21-\x7e]+)$/i.exec(header)?.[1];
  const principal = key ? await apiKeyPrincipal(key, addressOf(request.headers)) : null;
  if (!principal) throw new AppError("unauthenticated", "This API key is unknown, revoked or expired.");
  return principal;
}

/**
 * The caller's network address for limits and the audit log: who is connected, or with TRUST_PROXY who the nearest
 * so many proxies say is. X-Forwarded-For is counted from the right: what stands further left can be anything.
 */
export function addressOf(headers: Headers): string {
  const hops = env().TRUST_PROXY;
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return (hops > 0 && forwarded.at(-hops)) || peerAddress() || "unknown";
}
