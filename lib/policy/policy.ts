import type { SetKind } from "@/lib/domain/annotation/set-kind";

/** Who is calling: a person with a session, or an API key on a person's behalf. */
export type Principal = {
  readonly userId: string;
  readonly name: string;
  readonly administers: boolean;
  readonly mayCreateProjects: boolean;
  readonly via:
    | { readonly kind: "session"; readonly sessionId: string }
    | {
        readonly kind: "apiKey";
        readonly apiKeyId: string;
        /** What the key may do at most; null means whatever its person may. */
        readonly permissions: readonly Permission[] | null;
        /** The only project the key opens; null means all of its person's. */
        readonly projectId: string | null;
      };
};

export const projectRoles = ["owner", "curator", "annotator", "viewer"] as const;
export type ProjectRole = (typeof projectRoles)[number];

/** The facts a rule may look at. Loaded once per request by lib/server/authorize. */
export type Subject = {
  /** Null outside projects, and for those who are no members. */
  readonly role: ProjectRole | null;
  /** Whether anything in the project is worked on blind, by default or in a round. */
  readonly isBlind: boolean;
  readonly isArchived: boolean;
  /** Whose set a row belongs to, where the permission is about one row. */
  readonly authorId?: string | null;
};

type Rule = (principal: Principal | null, subject: Subject) => boolean;

const anyone: Rule = () => true;
const signedIn: Rule = (principal) => principal !== null;
/** Credentials are managed by a person in a session: a leaked key must not be able to make more keys. */
const person: Rule = (principal) => principal?.via.kind === "session";
/** A key that was made for one project opens nothing outside it. */
const isUnbound: Rule = (principal) => principal?.via.kind !== "apiKey" || principal.via.projectId === null;
const administrator: Rule = (principal) => principal?.administers === true;
const has =
  (...roles: ProjectRole[]): Rule =>
  (principal, { role }) =>
    principal !== null && role !== null && roles.includes(role);
const member = has(...projectRoles);
const leads = has("owner", "curator");
/** Who annotates, and can be given documents to. */
export const codingRoles: readonly ProjectRole[] = ["owner", "curator", "annotator"];
const coders = has(...codingRoles);
const live: Rule = (_, { isArchived }) => !isArchived;
const author: Rule = (principal, { authorId }) =>
  authorId === undefined || (principal !== null && authorId === principal.userId);
const all =
  (...rules: Rule[]): Rule =>
  (principal, subject) =>
    rules.every((rule) => rule(principal, subject));
const any =
  (...rules: Rule[]): Rule =>
  (principal, subject) =>
    rules.some((rule) => rule(principal, subject));

/** The whole authorization model. A permission that is not listed does not exist. */
export const policy = {
  "installation.read": anyone,
  "link.use": anyone,
  "account.read": signedIn,
  "account.manage": person,
  "installation.administer": all(person, administrator),
  "notification.read": signedIn,
  "notification.manage": signedIn,
  "project.list": signedIn,
  "project.create": all(
    isUnbound,
    any(administrator, (principal) => principal?.mayCreateProjects === true),
  ),

  "project.read": member,
  "project.manage": all(has("owner"), live),
  "project.archive": has("owner"),
  "member.read": member,
  "member.manage": all(person, has("owner"), live),
  "scheme.read": member,
  "scheme.edit": all(has("owner"), live),
  "document.read": member,
  "document.import": all(leads, live),
  "document.edit": all(leads, live),
  "document.delete": all(leads, live),
  "annotation.read": member,
  "annotation.create": all(coders, live),
  "annotation.edit": all(coders, live, author),
  "displacement.resolve": all(live, any(leads, all(coders, author))),
  "assignment.submit": all(coders, live, author),
  "assignment.reopen": all(live, any(leads, all(coders, author))),
  "annotation.correct": all(leads, live),
  "round.read": member,
  "round.manage": all(leads, live),
  "round.claim": all(coders, live),
  "progress.read": member,
  "progress.readAll": leads,
  "review.read": member,
  "review.write": all(coders, live),
  "comment.read": member,
  "comment.write": all(coders, live),
  "comment.edit": all(live, any(leads, all(coders, author))),
  "guideline.read": member,
  "guideline.edit": all(leads, live),
  "adjudication.read": leads,
  "adjudication.decide": all(leads, live),
  "agreement.read": leads,
  "agreement.run": all(leads, live),
  "presence.send": member,
  "entity.read": member,
  "entity.edit": all(coders, live),
  "change.read": member,
  "corpus.export": member,
} satisfies Record<string, Rule>;

export type Permission = keyof typeof policy;
// Object.keys forgets the key type; the object above is the list.
export const permissions = Object.keys(policy) as readonly Permission[];

/** Whether this caller may do this here. An API key may do no more than it was given, and only in its project. */
export function permits(principal: Principal | null, permission: Permission, subject: Subject): boolean {
  if (
    principal?.via.kind === "apiKey" &&
    principal.via.permissions &&
    !principal.via.permissions.includes(permission)
  )
    return false;
  return policy[permission](principal, subject);
}

/** What it takes to change a set that is not one's own, by its kind. */
export const setPermissions = {
  annotator: "annotation.correct",
  gold: "adjudication.decide",
  imported: "annotation.correct",
  suggestions: "annotation.correct",
} as const satisfies Record<SetKind, Permission>;

/** Whose assertions a reader sees: everyone's, or their own and what has been opened. */
export type Sees = "everyone" | "self";

/**
 * The one visibility rule behind pages, lists, counts, feeds and exports. A blind project hides teammates'
 * work until a document opens; its leads see everything.
 */
export const sees = (principal: Principal | null, subject: Subject): Sees =>
  !subject.isBlind || leads(principal, subject) ? "everyone" : "self";

/** Whether e-mail addresses of members are shown: only those who invite need them. */
export const seesEmails = (principal: Principal | null, subject: Subject): boolean =>
  has("owner")(principal, subject);

/** Whether this role lets people into a project: what somebody had invited goes with the role. */
export const invites = (role: ProjectRole): boolean => invitingRoles.includes(role);
const invitingRoles: readonly ProjectRole[] = ["owner"];

/** Whether somebody with this role annotates, and can be given documents. */
export const codes = ({ role }: { readonly role: ProjectRole }): boolean => codingRoles.includes(role);
