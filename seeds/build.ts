import { uuidv7 } from "uuidv7";
import type { BatchStep } from "@/lib/contracts/annotations";
import type { Permission, Principal, ProjectRole } from "@/lib/policy/policy";
import { insertUser } from "@/lib/server/accounts/write";
import { batchAnnotations } from "@/lib/server/annotations/write";
import { Existing } from "@/lib/server/api/handler";
import { submitDocument } from "@/lib/server/assignments/write";
import { authorize, type Scope } from "@/lib/server/authorize";
import { db, transact } from "@/lib/server/database";
import { createDocument } from "@/lib/server/documents/write";
import { createEntity } from "@/lib/server/entities/write";
import { hashedId } from "@/lib/server/hashed-id";
import { addMember } from "@/lib/server/members/add-member";
import { createProject } from "@/lib/server/projects/write";
import { userPrincipal } from "@/lib/server/users/user-principal";

/**
 * Builders of people, projects, documents and work, for the demo, tests and benchmarks. They go the way that a
 * request goes, from the permission on, so that what they make is what people make. Each can be called again
 * with the same ids and then changes nothing.
 */

/** The same id for the same words, always: what is made again after a crash is recognised. */
export const stableId = (...words: readonly string[]): string => hashedId(JSON.stringify(words));

/** What the permission table says to this person. */
export const scopeOf = <P extends Permission>(
  permission: P,
  principal: Principal,
  projectId: string | null,
): Promise<Scope<P>> => authorize(permission, { principal, projectId, requestId: uuidv7(), address: "seed" });

/** Somebody who cannot sign in: an account without a password. */
export async function buildPerson({ email, name }: { email: string; name: string }): Promise<Principal> {
  const known = await db().user.findUnique({ where: { email }, select: { id: true } });
  if (!known) await transact((tx) => insertUser(tx, { email, name, passwordHash: null, administers: false }));
  return userPrincipal(email);
}

/** A project of this person's, who need not be allowed to create any. */
export async function buildProject(
  owner: Principal,
  project: { readonly id?: string; readonly name: string; readonly blind?: boolean },
): Promise<string> {
  const creator = { ...owner, mayCreateProjects: true };
  const made = await createProject(await scopeOf("project.create", creator, null), project);
  return made instanceof Existing ? made.value.id : made.id;
}

export const buildMember = (projectId: string, { userId }: Principal, role: ProjectRole): Promise<void> =>
  transact((tx) => addMember(tx, projectId, userId, role));

type NewDocument = Parameters<typeof createDocument>[1];

export async function buildDocument(
  projectId: string,
  owner: Principal,
  input: NewDocument,
): Promise<string> {
  const { document } = await createDocument(await scopeOf("document.import", owner, projectId), input);
  return document.id;
}

type NewEntity = Parameters<typeof createEntity>[1];

/** Entities in the set of the person who makes them. */
export async function buildEntities(
  projectId: string,
  person: Principal,
  inputs: readonly NewEntity[],
): Promise<void> {
  const scope = await scopeOf("entity.edit", person, projectId);
  for (const input of inputs) await createEntity(scope, input);
}

export type NewWork = {
  readonly documentId: string;
  /** Names the operation: done twice, it is done once. */
  readonly opId?: string;
  readonly steps: readonly BatchStep[];
  readonly isSubmitted: boolean;
};

/** What one person did on one document. */
export async function buildWork(
  projectId: string,
  person: Principal,
  { documentId, opId, steps, isSubmitted }: NewWork,
): Promise<void> {
  await batchAnnotations(await scopeOf("annotation.create", person, projectId), documentId, [...steps], opId);
  if (isSubmitted) await submitDocument(await scopeOf("assignment.submit", person, projectId), documentId);
}
