import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { Existing } from "../api/handler";
import { db } from "../database";
import { commandPrincipal, listMembers } from "../members/read";
import { createInvitation, removeMember, updateMember } from "../members/write";
import { replaceScheme } from "../schemes/write";
import { listProjects, readProject, readProjectScheme } from "./read";
import { archiveProject, createProject, restoreProject, updateProject } from "./write";

type Person = Awaited<ReturnType<typeof signedInPerson>>;
let close: () => Promise<void>;
let owner: Person;
let ana: Person;
const page = { limit: 100 };

beforeAll(async () => {
  ({ close } = await openInstallation());
  owner = await signedInPerson("Olga", { administers: true });
  ana = await signedInPerson("Ana");
});
afterAll(() => close());

async function newProject(name = "Harbour"): Promise<string> {
  const project = await createProject(await scopeOf("project.create", owner), { name });
  if (project instanceof Existing) throw new Error("not new");
  return project.id;
}
const kindsOf = async (projectId: string) =>
  (await db().change.findMany({ where: { projectId }, orderBy: { seq: "asc" } })).map(({ kind }) => kind);

describe("projects", () => {
  it("begin blind, with the default scheme and their maker as owner", async () => {
    const id = await newProject();
    const project = await readProject(await scopeOf("project.read", owner, id));
    expect(project).toMatchObject({
      blind: true,
      role: "owner",
      schemeVersion: 1,
      counts: { documents: 0, members: 1 },
    });
    const { scheme } = await readProjectScheme(await scopeOf("scheme.read", owner, id), {});
    expect(scheme).toEqual(JSON.parse(JSON.stringify(defaultScheme)));
    expect(await kindsOf(id)).toEqual(["project.created"]);
  });

  it("are made once for an id, however often it is sent, and never over a stranger's", async () => {
    const scope = await scopeOf("project.create", owner);
    const id = uuidv7();
    const results = await Promise.all(
      Array.from({ length: 6 }, () => createProject(scope, { id, name: "Once" })),
    );
    expect(results.filter((result) => result instanceof Existing)).toHaveLength(5);
    await db().user.update({ where: { id: ana.userId }, data: { mayCreateProjects: true } });
    const theirs = await scopeOf("project.create", { ...ana, mayCreateProjects: true });
    await expect(createProject(theirs, { id, name: "Mine" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("are listed to their members, a page at a time, with what they hold", async () => {
    const mine = await Promise.all([newProject("One"), newProject("Two"), newProject("Three")]);
    for (const projectId of mine) await addMember(projectId, ana, "viewer");
    await archiveProject(await scopeOf("project.archive", owner, mine[0] ?? ""));
    const scope = await scopeOf("project.list", ana);
    const first = await listProjects(scope, { limit: 1 });
    const second = await listProjects(scope, { limit: 1, cursor: first.nextCursor ?? "" });
    expect([first, second].flatMap(({ items }) => items.map(({ id }) => id)).sort()).toEqual(
      mine.slice(1).sort(),
    );
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]).toMatchObject({ role: "viewer", counts: { documents: 0, members: 2 } });
    expect((await listProjects(scope, { ...page, archived: true })).items.map(({ id }) => id)).toEqual([
      mine[0],
    ]);
  });

  it("are renamed by whoever read the newest state", async () => {
    const id = await newProject();
    const scope = await scopeOf("project.manage", owner, id);
    const after = await updateProject(scope, { name: "Quay", revision: 1 });
    expect(after).toMatchObject({ name: "Quay", blind: true, revision: 2 });
    await expect(updateProject(scope, { blind: false, revision: 1 })).rejects.toMatchObject({
      code: "stale_revision",
      details: { current: { name: "Quay", revision: 2 } },
    });
    expect(await updateProject(scope, { blind: false, revision: 2 })).toMatchObject({
      name: "Quay",
      blind: false,
    });
  });

  it("are read-only while archived, and open again", async () => {
    const id = await newProject();
    await archiveProject(await scopeOf("project.archive", owner, id));
    const again = await archiveProject(await scopeOf("project.archive", owner, id));
    expect(again.revision).toBe(2);
    await expect(scopeOf("project.manage", owner, id)).rejects.toMatchObject({ code: "archived" });
    await expect(scopeOf("project.read", owner, id)).resolves.toBeDefined();
    expect((await restoreProject(await scopeOf("project.archive", owner, id))).archivedAt).toBeNull();
    expect(await kindsOf(id)).toEqual(["project.created", "project.archived", "project.restored"]);
  });
});

describe("members", () => {
  it("show their addresses to owners only", async () => {
    const id = await newProject();
    await addMember(id, ana, "annotator");
    const [byOwner, byAnnotator] = await Promise.all([
      listMembers(await scopeOf("member.read", owner, id), page),
      listMembers(await scopeOf("member.read", ana, id), page),
    ]);
    expect(byOwner.items.map(({ email }) => email)).toContain(ana.email);
    expect(byAnnotator.items.map(({ email }) => email)).toEqual([null, null]);
  });

  it("are strangers from the moment they are removed, and their work stays", async () => {
    const id = await newProject();
    await addMember(id, ana, "annotator");
    await removeMember(await scopeOf("member.manage", owner, id), ana.userId);
    await expect(scopeOf("project.read", ana, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(removeMember(await scopeOf("member.manage", owner, id), ana.userId)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await kindsOf(id)).toEqual(["project.created", "member.removed"]);
  });

  it("change their role once for a revision", async () => {
    const id = await newProject();
    await addMember(id, ana, "annotator");
    const scope = await scopeOf("member.manage", owner, id);
    expect(await updateMember(scope, ana.userId, { role: "curator", revision: 1 })).toMatchObject({
      revision: 2,
    });
    await expect(updateMember(scope, ana.userId, { role: "viewer", revision: 1 })).rejects.toMatchObject({
      code: "stale_revision",
      details: { current: { role: "curator" } },
    });
  });

  it("keep one owner, also when two leave at once", async () => {
    const id = await newProject();
    const alone = await scopeOf("member.manage", owner, id);
    await expect(removeMember(alone, owner.userId)).rejects.toMatchObject({ code: "wrong_state" });
    await expect(updateMember(alone, owner.userId, { role: "viewer", revision: 1 })).rejects.toMatchObject({
      code: "wrong_state",
    });
    await addMember(id, ana, "owner");
    const both = await Promise.allSettled([
      removeMember(alone, owner.userId),
      removeMember(await scopeOf("member.manage", ana, id), ana.userId),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db().member.count({ where: { projectId: id, role: "owner" } })).toBe(1);
  });

  it("are invited without their address or the token getting into the project's log", async () => {
    const id = await newProject();
    const scope = await scopeOf("member.manage", owner, id);
    const { link } = await createInvitation(scope, { role: "viewer", email: "guest@else.example" });
    const logs = JSON.stringify([
      (await db().change.findMany({ where: { projectId: id } })).map(({ before, after }) => [before, after]),
      await db().auditEntry.findMany({ where: { projectId: id } }),
    ]);
    expect(logs).not.toContain("guest@else.example");
    expect(logs).not.toContain(link.split("#")[1]);
  });

  it("lend a command the rights of an owner", async () => {
    const id = await newProject();
    expect(await commandPrincipal(id)).toMatchObject({ userId: owner.userId });
    await expect(commandPrincipal(uuidv7())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the scheme", () => {
  const without = (key: string): Scheme => ({
    tags: defaultScheme.tags.filter((tag) => tag.key !== key),
    relationTypes: defaultScheme.relationTypes
      .map((type) => ({
        ...type,
        from: type.from.filter((tag) => tag !== key),
        to: type.to.filter((tag) => tag !== key),
      }))
      .filter(({ from, to }) => from.length > 0 && to.length > 0),
  });
  const changed = (key: string, change: (tag: Scheme["tags"][number]) => Scheme["tags"][number]): Scheme => ({
    ...defaultScheme,
    tags: defaultScheme.tags.map((tag) => (tag.key === key ? change(tag) : tag)),
  });

  async function annotate(projectId: string, tag: string, attributes: Record<string, string>): Promise<void> {
    const [documentId, setId] = [uuidv7(), uuidv7()];
    const text = "A quay.";
    await db().document.create({
      data: { projectId, id: documentId, title: "t", text, textSha256: "", length: 7 },
    });
    await db().annotationSet.create({
      data: { projectId, id: setId, kind: "annotator", name: "x", userId: owner.userId },
    });
    // Deleted ones count: they can be restored.
    const deletedAt = new Date();
    const data = { projectId, id: uuidv7(), documentId, setId, kind: "span", tag, attributes, deletedAt };
    await db().annotation.create({ data });
  }

  it("gets a new version each time, and earlier ones stay readable", async () => {
    const id = await newProject();
    const scope = await scopeOf("scheme.edit", owner, id);
    expect(await replaceScheme(scope, { version: 1, scheme: without("PROP") })).toMatchObject({ version: 2 });
    const read = await scopeOf("scheme.read", owner, id);
    expect((await readProjectScheme(read, {})).scheme.tags).toHaveLength(defaultScheme.tags.length - 1);
    expect((await readProjectScheme(read, { version: 1 })).scheme.tags).toHaveLength(
      defaultScheme.tags.length,
    );
    await expect(readProjectScheme(read, { version: 3 })).rejects.toMatchObject({ code: "not_found" });
    expect(await kindsOf(id)).toEqual(["project.created", "scheme.replaced"]);
  });

  it("is replaced by one of two who read the same version", async () => {
    const id = await newProject();
    const scope = await scopeOf("scheme.edit", owner, id);
    const results = await Promise.allSettled([
      replaceScheme(scope, { version: 1, scheme: defaultScheme }),
      replaceScheme(scope, { version: 1, scheme: defaultScheme }),
    ]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "stale_revision", details: { current: { version: 2 } } });
  });

  it("loses no tag, attribute or value that an annotation uses; what nobody uses may go", async () => {
    const id = await newProject();
    await annotate(id, "ACTOR", { entity_type: "GPE" });
    const scope = await scopeOf("scheme.edit", owner, id);
    const put = (scheme: Scheme, version = 1) => replaceScheme(scope, { version, scheme });
    const narrowed = (gone: string): Scheme =>
      changed("ACTOR", (tag) => ({
        ...tag,
        attributes: tag.attributes.map((attribute) =>
          attribute.type === "choice" && attribute.key === "entity_type"
            ? { ...attribute, values: attribute.values.filter(({ key }) => key !== gone) }
            : attribute,
        ),
      }));
    const bare = (key: string) =>
      changed("ACTOR", (tag) => ({
        ...tag,
        attributes: tag.attributes.filter((attribute) => attribute.key !== key),
      }));
    const losing = [
      without("ACTOR"),
      bare("entity_type"),
      narrowed("GPE"),
      changed("ACTOR", (tag) => ({ ...tag, appliesTo: "document" })),
      changed("ACTOR", (tag) => ({
        ...tag,
        attributes: [{ key: "entity_type", title: "Type", type: "text" }],
      })),
    ];
    for (const scheme of losing) await expect(put(scheme)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(put(narrowed("MET"), 1)).resolves.toMatchObject({ version: 2 });
    await expect(put(without("PROP"), 2)).resolves.toMatchObject({ version: 3 });
    const retired = changed("ACTOR", (tag) => ({ ...tag, retired: true }));
    await expect(put(retired, 3)).resolves.toMatchObject({ version: 4 });
  });
});
