import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Permission,
  type Principal,
  type ProjectRole,
  permissions,
  permits,
  projectRoles,
  type Subject,
  sees,
  seesEmails,
} from "./policy";

const me = "00000000-0000-4000-8000-000000000001";
const person = (facts: Partial<Principal> = {}): Principal => ({
  userId: me,
  name: "Ana",
  administers: false,
  mayCreateProjects: false,
  via: { kind: "session", sessionId: "s" },
  ...facts,
});
const withKey = (given: readonly Permission[] | null, projectId: string | null = null): Principal =>
  person({
    administers: true,
    mayCreateProjects: true,
    via: { kind: "apiKey", apiKeyId: "k", permissions: given, projectId },
  });
const as = (role: ProjectRole | null, more: Partial<Subject> = {}): Subject => ({
  role,
  isBlind: true,
  isArchived: false,
  ...more,
});
const granted = (principal: Principal | null, subject: Subject) =>
  permissions.filter((permission) => permits(principal, permission, subject));

const subjects = fc
  .record({
    role: fc.constantFrom(...projectRoles, null),
    isBlind: fc.boolean(),
    isArchived: fc.boolean(),
    authorId: fc.constantFrom(undefined, null, me, "somebody else"),
  })
  .map(({ authorId, ...subject }): Subject => (authorId === undefined ? subject : { ...subject, authorId }));
const people = fc.record({ administers: fc.boolean(), mayCreateProjects: fc.boolean() }).map(person);

describe("the permission table", () => {
  it("allows nobody anything but to see that there is an installation and to use a link", () => {
    for (const role of [null, ...projectRoles])
      expect(granted(null, as(role))).toEqual(["installation.read", "link.use"]);
  });

  it("lets who is no member do nothing in a project, administrators neither", () => {
    const installation = /^(installation|account|link|notification)\.|^project\.(list|create)$/;
    for (const one of [person(), person({ administers: true })])
      expect(granted(one, as(null)).filter((permission) => !installation.test(permission))).toEqual([]);
  });

  it("lets an owner do all that a curator may, a curator all that an annotator may, and so on", () => {
    fc.assert(
      fc.property(subjects, people, (subject, one) => {
        const [owner, curator, annotator, viewer] = projectRoles.map((role) =>
          granted(one, { ...subject, role }),
        );
        for (const [less, more] of [
          [viewer, annotator],
          [annotator, curator],
          [curator, owner],
        ])
          expect((less ?? []).filter((permission) => !more?.includes(permission))).toEqual([]);
      }),
    );
  });

  it("lets a viewer write nothing", () => {
    const writes = granted(person(), as("viewer")).filter((permission) => !permission.endsWith(".read"));
    // Their own account, their list of projects, a link in their hands, what they can read anyway as a file, and
    // that they are there.
    expect(writes).toEqual([
      "link.use",
      "account.manage",
      "notification.manage",
      "project.list",
      "presence.send",
      "corpus.export",
    ]);
  });

  it("lets nobody change a project that is archived, but open it again", () => {
    const archived = granted(person(), as("owner", { isArchived: true }));
    const live = granted(person(), as("owner"));
    const readable = live.filter((permission) =>
      /\.(read|list)$|^(account|link|notification)\./.test(permission),
    );
    expect(archived).toEqual(expect.arrayContaining(readable));
    expect(archived.filter((permission) => !readable.includes(permission))).toEqual([
      "project.archive",
      "progress.readAll",
      "presence.send",
      "corpus.export",
    ]);
  });

  it("lets nobody, whatever their role, change or submit somebody else's work", () => {
    for (const role of projectRoles)
      for (const permission of ["annotation.edit", "assignment.submit"] as const)
        expect(permits(person(), permission, as(role, { authorId: "somebody else" }))).toBe(false);
  });
});

describe("an API key", () => {
  it("never does more than its person may, nor more than it was given", () => {
    const given = fc.option(fc.subarray([...permissions]), { nil: null });
    fc.assert(
      fc.property(subjects, people, given, (subject, one, limit) => {
        const via = { kind: "apiKey", apiKeyId: "k", permissions: limit, projectId: null } as const;
        const keyed = granted({ ...one, via }, subject);
        const theirs = granted(one, subject);
        expect(keyed.filter((permission) => !theirs.includes(permission))).toEqual([]);
        if (limit) expect(keyed.filter((permission) => !limit.includes(permission))).toEqual([]);
      }),
    );
  });

  it("given nothing does nothing", () => {
    expect(granted(withKey([]), as("owner"))).toEqual([]);
  });

  it("can't make keys, manage members or administer: a leaked one must not open more doors", () => {
    for (const permission of ["account.manage", "member.manage", "installation.administer"] as const)
      expect(permits(withKey(null), permission, as("owner"))).toBe(false);
  });

  it("made for one project makes no other project", () => {
    expect(permits(withKey(null), "project.create", as(null))).toBe(true);
    expect(permits(withKey(null, "p"), "project.create", as(null))).toBe(false);
  });
});

describe("sight", () => {
  it("is limited to one's own work for annotators and viewers of a blind project, and for nobody else", () => {
    const blind = (role: ProjectRole) => sees(person(), as(role));
    expect(projectRoles.map(blind)).toEqual(["everyone", "everyone", "self", "self"]);
    for (const role of projectRoles) expect(sees(person(), as(role, { isBlind: false }))).toBe("everyone");
  });

  it("of a blind project is never wider for administrators who are no members", () => {
    expect(sees(person({ administers: true }), as(null))).toBe("self");
  });

  it("of e-mail addresses is for owners", () => {
    expect(projectRoles.filter((role) => seesEmails(person(), as(role)))).toEqual(["owner"]);
  });
});
