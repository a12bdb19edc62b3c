import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInstallation, PASSWORD, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { answerAuth } from "./answer-auth";
import { sessionPrincipal, signInProviders } from "./auth";
import { vouched } from "./auth-providers";
import { db } from "./database";
import { type Identity, personOf } from "./identities/write";
import { createInvitation } from "./members/write";
import { createProject } from "./projects/write";

const from = { address: "203.0.113.7", requestId: "" };
let close: () => Promise<void>;
let owner: Awaited<ReturnType<typeof signedInPerson>>;

beforeAll(async () => {
  const settings = {
    APP_URL: "https://concord.herald.example",
    OIDC_ISSUER: "https://id.herald.example",
    OIDC_CLIENT_ID: "concord",
    OIDC_CLIENT_SECRET: "given by the provider",
    OIDC_NAME: "Herald account",
    GITHUB_CLIENT_ID: "without a secret it is not offered",
  };
  ({ close } = await openInstallation(settings));
  owner = await signedInPerson("Olga", { administers: true });
});
afterAll(() => close());

describe("on https", () => {
  it("all cookies are bound to the host and to https", async () => {
    const request = new Request("https://concord.herald.example/api/auth/csrf", {
      headers: { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
    });
    const response = await answerAuth(request, ["csrf"]);
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const line of cookies) {
      expect(line).toMatch(/^__Host-concord\./);
      expect(line).toContain("Secure");
      expect(line).toContain("HttpOnly");
      expect(line).toContain("Path=/");
      expect(line).not.toContain("Domain");
      expect(line).not.toContain("evil");
    }
  });

  it("a session signs in under the bound name only", async () => {
    const asked = await answerAuth(new Request("https://x.example/api/auth/csrf"), ["csrf"]);
    const { csrfToken } = await asked.json();
    const cookie = asked.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const body = new URLSearchParams({ csrfToken, json: "true", email: owner.email, password: PASSWORD });
    const headers = { cookie, "x-forwarded-for": "203.0.113.9" };
    const request = new Request("https://x.example/api/auth/callback/credentials", {
      method: "POST",
      headers,
      body,
    });
    const response = await answerAuth(request, ["callback", "credentials"]);
    const session = response.headers
      .getSetCookie()
      .find((line) => line.startsWith("__Host-concord.session="));
    const pair = session?.split(";")[0] ?? "";
    expect(await sessionPrincipal(pair)).toMatchObject({ userId: owner.userId });
    expect(await sessionPrincipal(pair.replace("__Host-", ""))).toBeNull();
  });
});

describe("signing in with another provider", () => {
  const identity = (more: Partial<Identity>): Identity => ({
    provider: "oidc",
    subject: crypto.randomUUID(),
    email: null,
    name: "Somebody",
    ...more,
  });
  const invite = async (email?: string) => {
    const project = await createProject(await scopeOf("project.create", owner), { name: "Harbour" });
    if (!("id" in project)) throw new Error("not new");
    const scope = await scopeOf("member.manage", owner, project.id);
    await createInvitation(scope, { role: "annotator", ...(email === undefined ? {} : { email }) });
    return project.id;
  };

  it("is offered where all its variables are set", () => {
    expect(signInProviders()).toEqual([{ id: "oidc", name: "Herald account" }]);
  });

  it("believes an address only when the provider says that it is verified", () => {
    const email = "ana@herald.example";
    expect(vouched({ email, email_verified: true }).email).toBe(email);
    expect(vouched({ email, email_verified: "true" }).email).toBe(email);
    for (const email_verified of [false, "false", undefined, null, 1])
      expect(vouched({ email, email_verified }).email).toBeNull();
  });

  it("lets nobody in who was not invited", async () => {
    expect(await personOf(identity({ email: "stranger@else.example" }), null, from)).toBeNull();
    expect(await personOf(identity({ email: null }), null, from)).toBeNull();
  });

  it("joins an account by its verified address, and knows it afterwards by the provider's own name", async () => {
    const { email, userId } = await signedInPerson("Tomoko");
    const subject = crypto.randomUUID();
    expect(await personOf(identity({ subject, email }), null, from)).toBe(userId);
    expect(await personOf(identity({ subject, email: "renamed@else.example" }), null, from)).toBe(userId);
    expect(await personOf(identity({ provider: "github", subject }), null, from)).toBeNull();
  });

  it("makes the account of somebody who was invited by that address, and lets them into the project", async () => {
    const projectId = await invite("invited@herald.example");
    const id = await personOf(identity({ email: "invited@herald.example", name: "Ivo" }), null, from);
    expect(id).not.toBeNull();
    expect(await db().member.findMany({ where: { projectId, id: id ?? "" } })).toMatchObject([
      { role: "annotator" },
    ]);
    const user = await db().user.findUniqueOrThrow({ where: { id: id ?? "" } });
    expect(user).toMatchObject({ name: "Ivo", passwordHash: null, administers: false });
  });

  it("doesn't make an account from an invitation that is for anybody", async () => {
    await invite();
    expect(await personOf(identity({ email: "passer-by@else.example" }), null, from)).toBeNull();
  });

  it("doesn't join an account whose address only its maker claims, but for that person's own session", async () => {
    const squatter = await signedInPerson("Squatter");
    const projectId = await invite();
    await db().invitation.updateMany({
      where: { projectId },
      data: { usedAt: new Date(), usedBy: squatter.userId },
    });
    const claimed = identity({ email: squatter.email });
    expect(await personOf(claimed, null, from)).toBeNull();
    expect(await personOf(claimed, owner, from)).toBeNull();
    expect(await personOf(claimed, squatter, from)).toBe(squatter.userId);
  });

  it("refuses a disabled person", async () => {
    const { email, userId } = await signedInPerson("Dana");
    const known = identity({ email });
    expect(await personOf(known, null, from)).toBe(userId);
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await personOf(known, null, from)).toBeNull();
    expect(await personOf(identity({ email }), null, from)).toBeNull();
  });
});
