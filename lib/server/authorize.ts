import "server-only";
import {
  type Permission,
  type Principal,
  type ProjectRole,
  permits,
  projectRoles,
  type Sees,
  type Subject,
  sees,
  seesEmails,
} from "@/lib/policy/policy";
import { AppError, missing } from "./app-error";
import { db } from "./database";
import { blindRounds } from "./visibility";

declare const granted: unique symbol;

type InstallationPermission = Extract<
  Permission,
  | `installation.${string}`
  | `account.${string}`
  | `link.${string}`
  | `notification.${string}`
  | "project.list"
  | "project.create"
>;

type Proof<P extends Permission> = { readonly [granted]: (permission: P) => void };

/** What a project looks like to the one who may act in it. */
type InProject = {
  readonly principal: Principal;
  readonly projectId: string;
  readonly role: ProjectRole;
  /** Whether documents are worked on blind when no round says otherwise. */
  readonly isBlindByDefault: boolean;
  readonly sees: Sees;
  readonly seesEmails: boolean;
  readonly requestId: string;
  readonly address: string;
  /** Asks the same table about one row, whose author only the query could tell. */
  readonly may: (permission: Permission, authorId: string | null) => boolean;
};

type InInstallation<P extends Permission> = {
  /** Null only for what anyone may do. */
  readonly principal: P extends "installation.read" | "link.use" ? Principal | null : Principal;
  readonly requestId: string;
  readonly address: string;
};

/**
 * Proof that the permission table said yes. Only this module can make one, and every read and write takes
 * one, so a query that nobody authorized doesn't compile.
 */
export type Scope<P extends Permission> = (P extends InstallationPermission ? InInstallation<P> : InProject) &
  Proof<P>;

export type Request = {
  readonly principal: Principal | null;
  readonly projectId: string | null;
  readonly requestId: string;
  readonly address: string;
};

/**
 * Decides once for a request. A project that the caller may not read is reported as absent: a stranger can't
 * tell it from one that doesn't exist.
 */
export async function authorize<P extends Permission>(permission: P, request: Request): Promise<Scope<P>> {
  const { principal, projectId, requestId, address } = request;
  if (projectId === null) {
    const nowhere: Subject = { role: null, isBlind: false, isArchived: false };
    if (!permits(principal, permission, nowhere)) throw refusal(principal, permission);
    // The only place a scope is made: the table has just said yes.
    return { principal, requestId, address } as unknown as Scope<P>;
  }
  if (!principal) throw refusal(principal, permission);
  const { subject, isBlindByDefault } = await factsOf(principal, projectId);
  if (!permits(principal, "project.read", subject) && !isNarrowedOnly(principal, subject))
    throw missing("project");
  if (!permits(principal, permission, subject)) {
    if (subject.isArchived && permits(principal, permission, { ...subject, isArchived: false }))
      throw new AppError("archived", "This project is archived and read-only. An owner can restore it.");
    throw refusal(principal, permission);
  }
  const scope = {
    principal,
    projectId,
    role: subject.role,
    isBlindByDefault,
    sees: sees(principal, subject),
    seesEmails: seesEmails(principal, subject),
    requestId,
    address,
    may: (asked: Permission, authorId: string | null) => permits(principal, asked, { ...subject, authorId }),
  };
  return scope as unknown as Scope<P>;
}

/** A member whose key simply lacks project.read is told so; a stranger is not. */
const isNarrowedOnly = (principal: Principal, subject: Subject): boolean =>
  principal.via.kind === "apiKey" && subject.role !== null;

async function factsOf(
  principal: Principal,
  projectId: string,
): Promise<{ subject: Subject; isBlindByDefault: boolean }> {
  const bound = principal.via.kind === "apiKey" ? principal.via.projectId : null;
  if (!isUuid(projectId) || (bound !== null && bound !== projectId)) throw missing("project");
  const project = await db().project.findUnique({
    where: { id: projectId },
    select: {
      blind: true,
      archivedAt: true,
      rounds: { where: blindRounds, select: { id: true }, take: 1 },
      members: { where: { id: principal.userId }, select: { role: true } },
    },
  });
  if (!project) throw missing("project");
  const role = projectRoles.find((known) => known === project.members[0]?.role) ?? null;
  const isBlind = project.blind || project.rounds.length > 0;
  return {
    subject: { role, isBlind, isArchived: project.archivedAt !== null },
    isBlindByDefault: project.blind,
  };
}

function refusal(principal: Principal | null, permission: Permission): AppError {
  return principal
    ? new AppError("forbidden", `Your role or key doesn't allow this (${permission}).`)
    : new AppError("unauthenticated", "Sign in, or send an API key as a bearer token.");
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether Postgres would take this as a uuid; anything else can't name a row. */
export const isUuid = (value: string): boolean => uuidShape.test(value);
