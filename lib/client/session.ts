import type { Problem } from "@/lib/contracts/problem";

export type SignInResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: "wrong" | "rate_limited" | "unavailable";
      readonly message: string;
      readonly retryAfterSeconds?: number;
    };

const AUTH = "/api/auth";

/** next-auth's proof that a form comes from our own page. */
async function csrfToken(): Promise<string> {
  const response = await fetch(`${AUTH}/csrf`, { cache: "no-store" });
  if (!response.ok) throw new Error(`csrf: ${response.status}`);
  // The shape of next-auth's own answer.
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return csrfToken;
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const body = new URLSearchParams({ ...fields, csrfToken: await csrfToken(), json: "true" });
  return fetch(`${AUTH}/${path}`, { method: "POST", body });
}

/** Signs in with a password. Success has set the cookie; load the next page anew. */
export async function signIn(given: {
  readonly email: string;
  readonly password: string;
}): Promise<SignInResult> {
  try {
    const response = await post("callback/credentials", given);
    // A token that didn't fit is answered by a redirect back to the form, as JSON: nobody is signed in then.
    if (response.ok) return (await isSignedIn()) ? { ok: true } : unavailable;
    // Refusals are problem+json here as everywhere.
    const problem = (await response.json()) as Problem;
    if (response.status === 401) return { ok: false, code: "wrong", message: problem.detail };
    if (response.status !== 429) return { ...unavailable, message: problem.detail };
    const retryAfterSeconds = Number(response.headers.get("retry-after")) || 60;
    return { ok: false, code: "rate_limited", message: problem.detail, retryAfterSeconds };
  } catch {
    return unavailable;
  }
}

const unavailable = {
  ok: false,
  code: "unavailable",
  message: "The server did not answer. Nothing is lost; try again.",
} as const;

async function isSignedIn(): Promise<boolean> {
  const response = await fetch("/api/v1/account", { cache: "no-store" });
  return response.ok;
}

/** Leaves for another provider, which sends the person back to `next`. False when it can't be reached. */
export async function signInWith(provider: string, next: string): Promise<boolean> {
  try {
    const response = await post(`signin/${encodeURIComponent(provider)}`, { callbackUrl: next });
    // The shape of next-auth's own answer.
    const { url } = (await response.json()) as { url?: string };
    if (!response.ok || url === undefined) return false;
    location.assign(url);
    return true;
  } catch {
    return false;
  }
}

/** Ends the session on the server; false when it could not be reached and the person is still signed in. */
export async function signOut(): Promise<boolean> {
  try {
    return (await post("signout", {})).ok;
  } catch {
    return false;
  }
}
