import "server-only";
import type { Profile, TokenSet } from "next-auth";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import type { OAuthConfig, Provider } from "next-auth/providers/index";
import { z } from "zod";
import { plainName } from "@/lib/domain/text/plain-name";
import { env } from "./env";

/** What is read of a provider's answer: the address counts only when the provider says that it is verified. */
const Claims = z.object({
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
  name: z.string().optional(),
  login: z.string().optional(),
});

/** The address and name that a provider vouches for. */
export function vouched(profile: unknown): { email: string | null; name: string } {
  const claims = Claims.safeParse(profile).data;
  const isVerified = String(claims?.email_verified) === "true";
  const email = isVerified ? (claims?.email ?? null) : null;
  return { email, name: plainName(claims?.name || claims?.login || email || "").slice(0, 200) };
}

const GitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub's profile carries an address that may be anybody's; the list of addresses says which is verified. */
async function gitHubProfile(tokens: TokenSet): Promise<Profile & { email_verified: boolean }> {
  const headers = {
    authorization: `Bearer ${tokens.access_token}`,
    accept: "application/vnd.github+json",
    "user-agent": "Concord",
  };
  const [profile, emails] = await Promise.all(
    ["https://api.github.com/user", "https://api.github.com/user/emails"].map(async (url) => {
      const response = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(10_000) });
      if (!response.ok) throw new Error(`GitHub answered ${response.status}`);
      const answer: unknown = await response.json();
      return answer;
    }),
  );
  const email = GitHubEmails.parse(emails).find(({ primary, verified }) => primary && verified)?.email;
  const { email: _, ...rest } = z.looseObject({ email: z.unknown() }).parse(profile);
  return { ...rest, ...(email === undefined ? {} : { email }), email_verified: email !== undefined };
}

function oidc(issuer: string, clientId: string, clientSecret: string): OAuthConfig<{ sub: string }> {
  return {
    id: "oidc",
    name: env().OIDC_NAME ?? "Single sign-on",
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId,
    clientSecret,
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** The providers whose variables are set. They need APP_URL: they send people back to it. */
export function authProviders(): Provider[] {
  const set = env();
  if (set.APP_URL === undefined) return [];
  const providers: Provider[] = [];
  if (set.OIDC_ISSUER && set.OIDC_CLIENT_ID && set.OIDC_CLIENT_SECRET)
    providers.push(oidc(set.OIDC_ISSUER, set.OIDC_CLIENT_ID, set.OIDC_CLIENT_SECRET));
  if (set.GITHUB_CLIENT_ID && set.GITHUB_CLIENT_SECRET)
    providers.push(
      GitHubProvider({
        clientId: set.GITHUB_CLIENT_ID,
        clientSecret: set.GITHUB_CLIENT_SECRET,
        checks: ["pkce", "state"],
        userinfo: { request: ({ tokens }) => gitHubProfile(tokens) },
      }),
    );
  if (set.GOOGLE_CLIENT_ID && set.GOOGLE_CLIENT_SECRET)
    providers.push(
      GoogleProvider({ clientId: set.GOOGLE_CLIENT_ID, clientSecret: set.GOOGLE_CLIENT_SECRET }),
    );
  return providers;
}
