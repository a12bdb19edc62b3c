import { hash } from "@node-rs/argon2";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addMember, openInstallation, PASSWORD, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { apiKeyPrincipal, listApiKeys } from "../api-keys/read";
import { createApiKey, createKey, revokeApiKey } from "../api-keys/write";
import { db } from "../database";
import { listProjects } from "../projects/read";
import { createProject } from "../projects/write";
import { isLive, listSessions, principalOfSession } from "../sessions/read";
import { endSession, endSessions, startSession } from "../sessions/write";
import { listUsers } from "../users/read";
import { updateUser } from "../users/write";
import { changePassword, createUser, provePassword, updateAccount } from "./write";

type Person = Awaited<ReturnType<typeof signedInPerson>>;
let close: () => Promise<void>;
let owner: Person;
let ana: Person;
const NEXT = "plum ladder quartz onion";
const from = { address: "203.0.113.7", requestId: "" };
const page = { limit: 100 };

beforeAll(async () => {
  ({ close } = await openInstallation());
  owner = await signedInPerson("Olga", { administers: true });
  ana = await signedInPerson("Ana");
});
afterAll(() => close());
beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const manage = (person: Person) => scopeOf("account.manage", person);
const another = ({ userId }: Person) =>
  startSession({ ...from, userId, by: "password", userAgent: "other\0 browser", replaces: null });

describe("accounts", () => {
  it("are made by command, once for an address however it is spelled", async () => {
    const person = { name: "Cli", password: PASSWORD, administers: false };
    expect((await createUser({ ...person, email: "CLI＠Herald.example " })).email).toBe("cli@herald.example");
    await expect(createUser({ ...person, email: "cli@herald.example" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(createUser({ ...person, email: "no address" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("have their password hashed anew at the next sign-in when it was hashed with less", async () => {
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 2 });
    await db().user.update({ where: { id: ana.userId }, data: { passwordHash: weak } });
    await provePassword({ email: ana.email, password: PASSWORD }, from);
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: ana.userId } });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await provePassword({ email: ana.email, password: PASSWORD }, from);
  });

  it("change their password with the one in force, and their other sessions end", async () => {
    const eve = await signedInPerson("Evelyn");
    const other = await another(eve);
    const scope = await manage(eve);
    await expect(changePassword(scope, { current: "wrong", next: NEXT })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(changePassword(scope, { current: PASSWORD, next: "evelyn123456" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await principalOfSession(other)).not.toBeNull();
    await changePassword(scope, { current: PASSWORD, next: NEXT });
    expect(await principalOfSession(other)).toBeNull();
    expect(await principalOfSession(eve.sessionId)).not.toBeNull();
    const kinds = await db().auditEntry.findMany({ where: { userId: eve.userId, kind: "password.changed" } });
    expect(kinds.map(({ outcome }) => outcome)).toEqual(["refused", "ok"]);
  });

  it("can't have their password guessed by whoever has a session of theirs", async () => {
    const finn = await signedInPerson("Finn");
    const scope = await manage(finn);
    const guess = () => changePassword(scope, { current: "wrong", next: NEXT });
    for (let tries = 0; tries < 5; tries++)
      await expect(guess()).rejects.toMatchObject({ code: "invalid_input" });
    await expect(guess()).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("change their name", async () => {
    expect(await updateAccount(await manage(ana), { name: "Ana M." })).toMatchObject({
      name: "Ana M.",
      hasPassword: true,
    });
  });
});

describe("sessions", () => {
  it("are listed while they live, and end one by one or all at once", async () => {
    const gus = await signedInPerson("Gustav");
    const others = [await another(gus), await another(gus)];
    const scope = await manage(gus);
    const first = await listSessions(scope, { limit: 2 });
    expect(first.items).toHaveLength(2);
    const rest = await listSessions(scope, { limit: 2, cursor: first.nextCursor ?? "" });
    expect(rest).toMatchObject({ items: [{ id: gus.sessionId, isThis: true }], nextCursor: null });
    await endSession(scope, others[0] ?? "");
    expect((await listSessions(scope, page)).items).toHaveLength(2);
    expect(await endSessions(scope, { keepThis: true })).toEqual({ ended: 1 });
    expect(await isLive(gus)).toBe(true);
    expect(await endSessions(scope, { keepThis: false })).toEqual({ ended: 1 });
    expect(await isLive(gus)).toBe(false);
  });

  it("of somebody else are not there to be ended", async () => {
    await expect(endSession(await manage(ana), owner.sessionId)).rejects.toMatchObject({ code: "not_found" });
    expect(await isLive(owner)).toBe(true);
  });
});

describe("API keys", () => {
  const makeKey = async (more: Partial<Parameters<typeof createApiKey>[1]> = {}, person = owner) =>
    createApiKey(await manage(person), {
      name: "script",
      permissions: null,
      projectId: null,
      expiresAt: null,
      ...more,
    });
  const principalOf = async (key: string) => {
    const principal = await apiKeyPrincipal(key, from.address);
    if (!principal) throw new Error("no principal");
    return principal;
  };
  const newProject = async (name: string) => {
    const project = await createProject(await scopeOf("project.create", owner), { name });
    if (!("id" in project)) throw new Error("not new");
    return project.id;
  };

  it("are shown once and stored as a hash", async () => {
    const { key, ...shown } = await makeKey();
    expect(key).toMatch(/^cck_[\w-]{43}$/);
    expect(key.startsWith(shown.prefix)).toBe(true);
    const stored = JSON.stringify([await db().apiKey.findMany(), await db().auditEntry.findMany()]);
    expect(stored).not.toContain(key);
    expect(JSON.stringify(await listApiKeys(await manage(owner), page))).not.toContain(key);
  });

  it("speak for their person, and note at most once a minute that they are used", async () => {
    const { key, id } = await makeKey();
    expect(await principalOf(key)).toMatchObject({
      userId: owner.userId,
      via: { kind: "apiKey", permissions: null },
    });
    const used = async () => (await db().apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime();
    const first = await used();
    await principalOf(key);
    expect(await used()).toBe(first);
    expect(await isLive(await principalOf(key))).toBe(true);
  });

  it("may do no more than they were given, and only in their project", async () => {
    const [mine, other] = [await newProject("Mine"), await newProject("Other")];
    const { key } = await makeKey({
      permissions: ["project.read", "document.read", "project.list"],
      projectId: mine,
    });
    const principal = await principalOf(key);
    await expect(scopeOf("document.read", principal, mine)).resolves.toBeDefined();
    await expect(scopeOf("annotation.create", principal, mine)).rejects.toMatchObject({ code: "forbidden" });
    await expect(scopeOf("project.create", principal)).rejects.toMatchObject({ code: "forbidden" });
    await expect(scopeOf("document.read", principal, other)).rejects.toMatchObject({ code: "not_found" });
    const seen = await listProjects(await scopeOf("project.list", principal), page);
    expect(seen.items.map(({ id }) => id)).toEqual([mine]);
  });

  it("for one project make no other project", async () => {
    const { key } = await makeKey({ projectId: await newProject("Only") });
    const principal = await principalOf(key);
    await expect(scopeOf("project.create", principal)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("never make keys, invite people or end sessions", async () => {
    const { key } = await makeKey();
    const principal = await principalOf(key);
    const projectId = await newProject("Kept");
    await expect(scopeOf("account.manage", principal)).rejects.toMatchObject({ code: "forbidden" });
    await expect(scopeOf("installation.administer", principal)).rejects.toMatchObject({ code: "forbidden" });
    await expect(scopeOf("member.manage", principal, projectId)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are not made for a stranger's project or for the past", async () => {
    const projectId = await newProject("Theirs");
    await expect(makeKey({ projectId }, ana)).rejects.toMatchObject({ code: "not_found" });
    await expect(makeKey({ expiresAt: new Date(0).toISOString() })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("are worth nothing once revoked, expired, or their person disabled", async () => {
    const [revoked, expired, { key }] = [
      await makeKey(),
      await makeKey(),
      await createKey({ email: ana.email, name: "cli" }),
    ];
    const held = await principalOf(revoked.key);
    await revokeApiKey(await manage(owner), revoked.id);
    await db().apiKey.update({ where: { id: expired.id }, data: { expiresAt: new Date(0) } });
    await db().user.update({ where: { id: ana.userId }, data: { disabledAt: new Date() } });
    for (const dead of [revoked.key, expired.key, key]) expect(await apiKeyPrincipal(dead, "x")).toBeNull();
    expect(await isLive(held)).toBe(false);
    await db().user.update({ where: { id: ana.userId }, data: { disabledAt: null } });
  });

  it("can't be guessed, and guessing slows nobody down who has one", async () => {
    const { key } = await makeKey();
    const guesses = Array.from({ length: 30 }, () => apiKeyPrincipal(`cck_${"a".repeat(43)}`, from.address));
    const refused = (await Promise.allSettled(guesses)).filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(10);
    expect(await apiKeyPrincipal(key, from.address)).not.toBeNull();
  });
});

describe("administering people", () => {
  it("finds them by name or address, signs and all", async () => {
    const scope = await scopeOf("installation.administer", owner);
    expect((await listUsers(scope, { ...page, search: "OLGA" })).items).toMatchObject([
      { email: owner.email },
    ]);
    expect((await listUsers(scope, { ...page, search: "%" })).items).toEqual([]);
    expect((await listUsers(scope, { ...page, search: "_lga" })).items).toEqual([]);
    const first = await listUsers(scope, { limit: 1 });
    const second = await listUsers(scope, { limit: 1, cursor: first.nextCursor ?? "" });
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    await expect(listUsers(scope, { limit: 1, cursor: "'" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("disables an account and ends its sessions at once", async () => {
    const hugo = await signedInPerson("Hugo");
    const scope = await scopeOf("installation.administer", owner);
    expect((await updateUser(scope, hugo.userId, { isDisabled: true })).disabledAt).not.toBeNull();
    expect(await principalOfSession(hugo.sessionId)).toBeNull();
    await updateUser(scope, hugo.userId, { isDisabled: false });
    expect(await principalOfSession(hugo.sessionId)).toBeNull();
  });

  it("keeps somebody who administers, also when two step down at once", async () => {
    const second = await signedInPerson("Ida", { administers: true });
    const stepDown = async (person: Person) =>
      updateUser(await scopeOf("installation.administer", person), person.userId, { administers: false });
    const results = await Promise.allSettled([stepDown(owner), stepDown(second)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db().user.count({ where: { administers: true } })).toBe(1);
  });

  it("is for administrators", async () => {
    await addMember((await db().project.findFirstOrThrow()).id, ana, "owner");
    await expect(scopeOf("installation.administer", ana)).rejects.toMatchObject({ code: "forbidden" });
  });
});
