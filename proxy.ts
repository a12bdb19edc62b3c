import { type NextRequest, NextResponse } from "next/server";
import { NONCE_HEADER } from "@/lib/server/nonce-header";
import { strictTransport } from "@/lib/server/strict-transport";

/** 128 random bits per response: a page's own scripts carry it, an injected one cannot know it. */
function createNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Gives each page its Content-Security-Policy and nothing else: who may see what is decided where the data is
 * read, because a proxy can be walked around. Next finds the nonce in the request's policy header and puts it
 * on every script it writes; the layout reads it for the one of ours. Constant headers are in next.config.js.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = createNonce();
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(NONCE_HEADER, nonce);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-store");
  for (const [name, value] of Object.entries(strictTransport())) response.headers.set(name, value);
  return response;
}

export const config = {
  // Not the API (see next.config.js) and not the hashed, immutable build files.
  matcher: ["/((?!api/|_next/static/).*)"],
};
