import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openInstallation, PASSWORD, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { createUser, provePassword } from "../accounts/write";
import { db } from "../database";
import { hasUsers } from "../installation/read";
import { setUpLink } from "../installation/write";
import { createInvitation, removeMember, revokeInvitation } from "../members/write";
import { archiveProject, createProject } from "../projects/write";
import { secretHash } from "../secret";
import { principalOfSession } from "../sessions/read";
import { createResetLink } from "../users/write";
import { readLink } from "./read";
import { redeemLink } from "./write";

type Person = Awaited<ReturnType<typeof signedInPerson>>;
let close: () => Promise<void>;
let owner: Person;
let projectId: string;
const NEXT = "plum ladder quartz onion";
const from = { address: "203.0.113.7", requestId: "" };

beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(() => close());
beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const tokenOf = (link: string | null): string => link?.split("#")[1] ?? "";
const stranger = () => scopeOf("link.use", null);
const use = async (
  link: string | null,
  given: Omit<Parameters<typeof redeemLink>[1], "token">,
  scope = stranger(),
) => redeemLink(await scope, { token: tokenOf(link), ...given });
const outcomes = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === "fulfilled" ? "ok" : result.reason.code)).sort();

describe("the set-up link", () => {
  it("is made anew at each start until somebody has an account, and only the newest works", async () => {
    expect(await hasUsers()).toBe(false);
    const [older, newer] = [await setUpLink(), await setUpLink()];
    expect(newer).toMatch(/^http:\/\/localhost:3000\/link#[\w-]{43}$/);
    await expect(use(older, { email: "a@b.example", name: "A", password: PASSWORD })).rejects.toMatchObject({
      code: "gone",
    });
    expect(await readLink(await stranger(), tokenOf(newer))).toMatchObject({ purpose: "setup", email: "" });
    const stored = JSON.stringify(await db().oneTimeLink.findMany());
    expect(stored).not.toContain(tokenOf(newer));
    expect(stored).toContain(secretHash(tokenOf(newer)));
  });

  it("makes one owner account of ten tries at once, and none after that", async () => {
    const link = await setUpLink();
    const tries = Array.from({ length: 10 }, (_, at) =>
      use(link, { email: `owner${at}@herald.example`, name: "Olga", password: PASSWORD }),
    );
    expect(outcomes(await Promise.allSettled(tries))).toEqual([...Array(9).fill("gone"), "ok"]);
    expect(await db().user.findMany()).toMatchObject([{ administers: true }]);
    expect(await setUpLink()).toBeNull();
  });

  it("takes no password that anybody would guess, and is not used up by it", async () => {
    await db().user.deleteMany();
    const link = await setUpLink();
    const given = { email: "olga@herald.example", name: "Olga Petrova" };
    for (const password of ["short", "password1234", "petrova12345", "concord12345"])
      await expect(use(link, { ...given, password })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(use(link, { ...given, password: PASSWORD })).resolves.toMatchObject({ email: given.email });
  });

  it("stops working when somebody was added by command", async () => {
    await db().user.deleteMany();
    const link = await setUpLink();
    await createUser({ email: "cli@herald.example", name: "Cli", password: PASSWORD, administers: true });
    const given = { email: "late@herald.example", name: "Late", password: PASSWORD };
    await expect(use(link, given)).rejects.toMatchObject({ code: "gone" });
  });
});

describe("an invitation", () => {
  beforeAll(async () => {
    owner = await signedInPerson("Owen", { administers: true });
    const project = await createProject(await scopeOf("project.create", owner), { name: "Harbour" });
    if (!("id" in project)) throw new Error("not new");
    projectId = project.id;
  });
  const manage = () => scopeOf("member.manage", owner, projectId);
  const invite = async (email?: string) =>
    (await createInvitation(await manage(), { role: "annotator", ...(email ? { email } : {}) })).link;
  const memberIds = async () => (await db().member.findMany({ where: { projectId } })).map(({ id }) => id);

  it("tells what it is for, and makes one account of ten tries at once", async () => {
    const link = await invite();
    expect(await readLink(await stranger(), tokenOf(link))).toMatchObject({
      purpose: "invitation",
      projectName: "Harbour",
      role: "annotator",
      hasAccount: false,
    });
    const tries = Array.from({ length: 10 }, (_, at) =>
      use(link, { email: `new${at}@herald.example`, name: "New", password: PASSWORD }),
    );
    expect(outcomes(await Promise.allSettled(tries))).toEqual([...Array(9).fill("gone"), "ok"]);
    expect(await memberIds()).toHaveLength(2);
    expect(await db().user.count({ where: { name: "New" } })).toBe(1);
    const change = await db().change.findFirst({ where: { projectId, kind: "member.added" } });
    expect(change?.after).toEqual({ role: "annotator" });
  });

  it("lets somebody with a session join, and another address not", async () => {
    const ana = await signedInPerson("Ana");
    const link = await invite(ana.email);
    await expect(use(link, {}, scopeOf("link.use", owner))).rejects.toMatchObject({ code: "forbidden" });
    await expect(use(link, { email: "x@y.example", name: "X", password: PASSWORD })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(use(link, {})).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await readLink(await stranger(), tokenOf(link))).toMatchObject({
      hasAccount: true,
      email: ana.email,
    });
    expect(await use(link, {}, scopeOf("link.use", ana))).toEqual({ email: ana.email, projectId });
    expect(await memberIds()).toContain(ana.userId);
  });

  it("never opens an account that exists: that takes its password", async () => {
    const bea = await signedInPerson("Bea");
    const link = await invite(bea.email);
    const given = { email: bea.email, name: "Thief" };
    await expect(use(link, { ...given, password: NEXT })).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(provePassword({ email: bea.email, password: PASSWORD }, from)).resolves.toMatchObject({
      name: "Bea",
    });
    await expect(use(link, { ...given, password: PASSWORD })).resolves.toEqual({
      email: bea.email,
      projectId,
    });
    expect((await db().user.findUniqueOrThrow({ where: { id: bea.userId } })).name).toBe("Bea");
  });

  it("is no way to guess the password of an account", async () => {
    const eve = await signedInPerson("Eve");
    const link = await invite(eve.email);
    const tries = Array.from({ length: 8 }, () => use(link, { email: eve.email, password: NEXT }));
    expect(outcomes(await Promise.allSettled(tries))).toEqual([
      ...Array(3).fill("rate_limited"),
      ...Array(5).fill("unauthenticated"),
    ]);
  });

  it("is not used up by somebody who is a member already", async () => {
    const link = await invite();
    await expect(use(link, {}, scopeOf("link.use", owner))).rejects.toMatchObject({ code: "wrong_state" });
    expect(await readLink(await stranger(), tokenOf(link))).toMatchObject({ purpose: "invitation" });
  });

  it("is worth nothing once it is revoked, expired, its maker gone or its project archived", async () => {
    const made = await createInvitation(await manage(), { role: "viewer" });
    await revokeInvitation(await manage(), made.id);
    await expect(readLink(await stranger(), tokenOf(made.link))).rejects.toMatchObject({ code: "gone" });

    const expired = await createInvitation(await manage(), { role: "viewer" });
    await db().invitation.updateMany({ where: { id: expired.id }, data: { expiresAt: new Date(0) } });
    await expect(use(expired.link, {}, scopeOf("link.use", owner))).rejects.toMatchObject({ code: "gone" });

    const second = await signedInPerson("Second");
    await db().member.create({ data: { projectId, id: second.userId, role: "owner" } });
    const theirs = await createInvitation(await scopeOf("member.manage", second, projectId), {
      role: "owner",
    });
    await removeMember(await manage(), second.userId);
    await expect(use(theirs.link, {}, scopeOf("link.use", second))).rejects.toMatchObject({ code: "gone" });

    const late = await invite();
    await archiveProject(await scopeOf("project.archive", owner, projectId));
    await expect(use(late, {}, scopeOf("link.use", second))).rejects.toMatchObject({ code: "archived" });
  });
});

describe("a reset link", () => {
  it("sets a password once, ends every session, and voids the links before it", async () => {
    const ivo = await signedInPerson("Ivo");
    const administer = () => scopeOf("installation.administer", owner);
    const older = await createResetLink(await administer(), ivo.userId);
    const { link } = await createResetLink(await administer(), ivo.userId);
    await expect(use(older.link, { password: NEXT })).rejects.toMatchObject({ code: "gone" });
    const tries = Array.from({ length: 10 }, () => use(link, { password: NEXT }));
    expect(outcomes(await Promise.allSettled(tries))).toEqual([...Array(9).fill("gone"), "ok"]);
    expect(await principalOfSession(ivo.sessionId)).toBeNull();
    await expect(provePassword({ email: ivo.email, password: NEXT }, from)).resolves.toMatchObject({
      id: ivo.userId,
    });
    await expect(provePassword({ email: ivo.email, password: PASSWORD }, from)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  it("ends after an hour, and a guess at a link is counted", async () => {
    const ada = await signedInPerson("Ada");
    const { link, expiresAt } = await createResetLink(
      await scopeOf("installation.administer", owner),
      ada.userId,
    );
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(3_600_000);
    await db().oneTimeLink.updateMany({ where: { userId: ada.userId }, data: { expiresAt: new Date(0) } });
    await expect(use(link, { password: NEXT })).rejects.toMatchObject({ code: "gone" });
    const scope = await stranger();
    const guesses = Array.from({ length: 25 }, (_, at) => readLink(scope, `${at}`.repeat(43)));
    const codes = outcomes(await Promise.allSettled(guesses));
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(6);
  });
});
