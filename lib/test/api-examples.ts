import { uuidv7 } from "uuidv7";
import type { OperationName } from "@/lib/contracts/registry";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { moveAnnotation } from "@/lib/server/annotations/write";
import { createApiKey } from "@/lib/server/api-keys/write";
import { db } from "@/lib/server/database";
import { moveDocument } from "@/lib/server/documents/write";
import { createEntity } from "@/lib/server/entities/write";
import { createImport } from "@/lib/server/imports/write";
import { createInvitation } from "@/lib/server/members/write";
import { carriedId } from "@/lib/server/revisions/carried-id";
import { correctDocument } from "@/lib/server/revisions/write";
import { startSession } from "@/lib/server/sessions/write";
import {
  coder,
  type Example,
  inDocument,
  inProject,
  nextNumber,
  owner,
  ownMark,
  type Setting,
  spans,
  TEXT,
} from "./example-setting";
import { guidelineExamples } from "./guideline-examples";
import { addMember, PASSWORD, scopeOf, signedInPerson } from "./open-installation";
import { dryRun, openProject, submit } from "./open-team";
import { roundExamples } from "./round-examples";
import { teamworkExamples } from "./teamwork-examples";

const newMember = async ({ team }: Setting) => {
  const person = await signedInPerson(`Extra${nextNumber()}`);
  await addMember(team.projectId, person, "viewer");
  return person.userId;
};
async function ownEntity(setting: Setting) {
  const { projectId } = setting.team;
  const scope = await scopeOf("entity.edit", coder(setting), projectId);
  const { entity } = await createEntity(scope, { kind: "actor", name: `Oran ${nextNumber()}` });
  return { project: projectId, entity: entity.id };
}

/** A person may have few unfinished imports at once. */
const cancelled = (projectId: string, id: string) => () =>
  db().import.updateMany({ where: { projectId, id }, data: { state: "cancelled" } });

async function newImport(setting: Setting) {
  const { projectId } = setting.team;
  const { import: made } = await createImport(await owner("document.import", setting), {});
  return { params: { project: projectId, import: made.id }, after: cancelled(projectId, made.id) };
}

async function readImportOf({ team }: Setting) {
  const { id } = await dryRun(team, { "summit.txt": `${TEXT} ${nextNumber()}` });
  return { params: { project: team.projectId, import: id }, after: cancelled(team.projectId, id) };
}

const invitation = async (setting: Setting) =>
  createInvitation(await owner("member.manage", setting), { role: "viewer" });
const tokenOf = (link: string) => link.split("#")[1] ?? "";
const unarchive = (setting: Setting) => () =>
  db().project.update({ where: { id: setting.team.projectId }, data: { archivedAt: null } });
/** A request that succeeds for whoever is allowed it. An operation without one here does not compile. */
export const examples: {
  readonly [Name in OperationName]: (setting: Setting) => Example | Promise<Example>;
} = {
  readOpenApi: () => ({}),
  readAccount: () => ({}),
  updateAccount: ({ who }) => ({ body: { name: who.name } }),
  changePassword: () => ({ body: { current: PASSWORD, next: "another-kettle-of-oboes" } }),
  listSessions: () => ({}),
  endSession: async ({ who: { userId } }) => {
    const from = { address: "", requestId: "", userAgent: "", by: "password", replaces: null };
    return { params: { session: await startSession({ ...from, userId }) } };
  },
  endOtherSessions: () => ({ body: { keepThis: true } }),
  createApiKey: () => ({ body: { name: "script" } }),
  listApiKeys: () => ({}),
  revokeApiKey: async ({ who }) => {
    const wanted = { name: "old", permissions: null, projectId: null, expiresAt: null };
    return { params: { key: (await createApiKey(await scopeOf("account.manage", who), wanted)).id } };
  },
  readLink: async (setting) => ({ body: { token: tokenOf((await invitation(setting)).link) } }),
  useLink: async (setting) => {
    const number = nextNumber();
    const projectId = await openProject(setting.team.owner, `Elsewhere ${number}`);
    const { link } = await invitation({ ...setting, team: { ...setting.team, projectId } });
    const person = { email: `new${number}@herald.example`, name: "New", password: PASSWORD };
    return { body: { token: tokenOf(link), ...person } };
  },
  listUsers: () => ({}),
  updateUser: async () => ({
    params: { user: (await signedInPerson(`User${nextNumber()}`)).userId },
    body: { mayCreateProjects: true },
  }),
  createResetLink: async () => ({ params: { user: (await signedInPerson(`User${nextNumber()}`)).userId } }),

  createProject: () => ({ body: { id: uuidv7(), name: "Quay" } }),
  listProjects: () => ({}),
  readProject: (setting) => ({ params: inProject(setting) }),
  updateProject: async (setting) => {
    const where = { id: setting.team.projectId };
    const { revision } = await db().project.findUniqueOrThrow({ where, select: { revision: true } });
    return { params: inProject(setting), body: { name: "Harbour", revision } };
  },
  archiveProject: (setting) => ({ params: inProject(setting), after: unarchive(setting) }),
  restoreProject: (setting) => ({ params: inProject(setting), after: unarchive(setting) }),
  readScheme: (setting) => ({ params: inProject(setting) }),
  readSchemeStyle: (setting) => ({ params: inProject(setting), query: { version: "1" } }),
  replaceScheme: async (setting) => {
    const where = { id: setting.team.projectId };
    const { schemeVersion: version } = await db().project.findUniqueOrThrow({ where });
    return { params: inProject(setting), body: { version, scheme: defaultScheme } };
  },
  listMembers: (setting) => ({ params: inProject(setting) }),
  updateMember: async (setting) => ({
    params: { ...inProject(setting), member: await newMember(setting) },
    body: { role: "annotator", revision: 1 },
  }),
  removeMember: async (setting) => ({ params: { ...inProject(setting), member: await newMember(setting) } }),
  createInvitation: (setting) => ({ params: inProject(setting), body: { role: "viewer" } }),
  listInvitations: (setting) => ({ params: inProject(setting) }),
  revokeInvitation: async (setting) => ({
    params: { ...inProject(setting), invitation: (await invitation(setting)).id },
  }),

  createDocument: (setting) => ({
    params: inProject(setting),
    body: { id: uuidv7(), title: "Summit", text: TEXT },
  }),
  listDocuments: (setting) => ({ params: inProject(setting) }),
  nextDocument: (setting) => ({ params: inProject(setting) }),
  documentFacets: (setting) => ({ params: inProject(setting) }),
  readDocument: async (setting) => ({ params: await inDocument(setting) }),
  updateDocument: async (setting) => ({
    params: await inDocument(setting),
    body: { title: "Summit opens", revision: 1 },
  }),
  deleteDocument: async (setting) => ({ params: await inDocument(setting) }),
  restoreDocument: async (setting) => {
    const params = await inDocument(setting);
    await moveDocument(await owner("document.delete", setting), "delete", params.document);
    return { params };
  },
  submitDocument: async (setting) => ({ params: await inDocument(setting) }),
  reopenDocument: async (setting) => {
    const params = await inDocument(setting);
    await submit(setting.team.projectId, coder(setting), params.document);
    return { params };
  },
  readReader: async (setting) => ({ params: await inDocument(setting) }),
  readDocumentSets: async (setting) => ({ params: await inDocument(setting) }),
  readText: async (setting) => ({ params: await inDocument(setting) }),

  correctDocument: async (setting) => ({
    params: await inDocument(setting),
    body: { id: uuidv7(), text: `Corrected. ${TEXT}` },
  }),
  previewRevision: async (setting) => ({
    params: await inDocument(setting),
    body: { text: `Corrected. ${TEXT}` },
  }),
  listRevisions: async (setting) => ({ params: await inDocument(setting) }),
  listDisplacements: async (setting) => ({ params: await inDocument(setting) }),
  resolveDisplacements: async (setting) => {
    const { project, document: old, annotation } = await ownMark(setting);
    const scope = await owner("document.edit", setting);
    const { document } = await correctDocument(scope, old, { text: "Envoys met. Nobody signed anything." });
    const items = [{ action: "drop", id: carriedId(document.id, annotation), revision: 1 }];
    return { params: { project, document: document.id }, body: { items } };
  },

  createAnnotation: async (setting) => ({
    params: await inDocument(setting),
    body: { id: uuidv7(), kind: "span", tag: "ACTOR", spans },
  }),
  batchAnnotations: async (setting) => ({
    params: await inDocument(setting),
    body: { annotations: [{ id: uuidv7(), kind: "span", tag: "ACTOR", spans }] },
  }),
  listAnnotations: async (setting) => ({ params: await inDocument(setting) }),
  readAnnotation: async (setting) => ({ params: await ownMark(setting) }),
  updateAnnotation: async (setting) => ({
    params: await ownMark(setting),
    body: { note: "certain", revision: 1 },
  }),
  deleteAnnotation: async (setting) => ({ params: await ownMark(setting), query: { revision: "1" } }),
  restoreAnnotation: async (setting) => {
    const params = await ownMark(setting);
    const scope = await scopeOf("annotation.edit", coder(setting), setting.team.projectId);
    await moveAnnotation(scope, params.document, "delete", params.annotation, { revision: 1 });
    return { params, body: { revision: 2 } };
  },

  createEntity: (setting) => ({
    params: inProject(setting),
    body: { id: uuidv7(), kind: "actor", name: "Oran" },
  }),
  listEntities: (setting) => ({ params: inProject(setting) }),
  readEntity: async (setting) => ({ params: await ownEntity(setting) }),
  updateEntity: async (setting) => ({
    params: await ownEntity(setting),
    body: { note: "of Lysa", revision: 1 },
  }),
  deleteEntity: async (setting) => ({ params: await ownEntity(setting), query: { revision: "1" } }),
  restoreEntity: async (setting) => ({ params: await ownEntity(setting), body: { revision: 1 } }),
  listChanges: (setting) => ({ params: inProject(setting) }),

  ...guidelineExamples,
  ...teamworkExamples,

  createImport: (setting) => {
    const id = uuidv7();
    return { params: inProject(setting), body: { id }, after: cancelled(setting.team.projectId, id) };
  },
  listImports: (setting) => ({ params: inProject(setting) }),
  readImport: newImport,
  uploadImportFile: async (setting) => ({
    ...(await newImport(setting)),
    query: { path: "summit.txt" },
    body: new TextEncoder().encode(TEXT),
  }),
  readImportFiles: readImportOf,
  startImport: readImportOf,
  cancelImport: newImport,
  listImportItems: newImport,

  ...roundExamples,
  exportCorpus: (setting) => ({ params: inProject(setting), query: { format: "jsonl" } }),
  previewExport: (setting) => ({ params: inProject(setting), query: { format: "jsonl" } }),
};
