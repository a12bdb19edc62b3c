import { uuidv7 } from "uuidv7";
import { AgreementOptions } from "@/lib/contracts/agreement";
import type { OperationName } from "@/lib/contracts/registry";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import type { Permission } from "@/lib/policy/policy";
import { finishAdjudication } from "@/lib/server/adjudication/finish";
import { decideItems } from "@/lib/server/adjudication/write";
import { createReport } from "@/lib/server/agreement/write";
import { moveAnnotation } from "@/lib/server/annotations/write";
import { createApiKey } from "@/lib/server/api-keys/write";
import { db } from "@/lib/server/database";
import { moveDocument } from "@/lib/server/documents/write";
import { createEntity } from "@/lib/server/entities/write";
import { createImport } from "@/lib/server/imports/write";
import { createInvitation } from "@/lib/server/members/write";
import { previewReviews } from "@/lib/server/reviews/review-many";
import { setReview } from "@/lib/server/reviews/write";
import { carriedId } from "@/lib/server/revisions/carried-id";
import { correctDocument } from "@/lib/server/revisions/write";
import { startSession } from "@/lib/server/sessions/write";
import { createThread } from "@/lib/server/threads/write";
import type { Input } from "./call-api";
import { guidelineExamples } from "./guideline-examples";
import { addMember, PASSWORD, scopeOf, signedInPerson } from "./open-installation";
import { addDocument, dryRun, mark, openProject, submit, type Team } from "./open-team";
import { roundExamples } from "./round-examples";

type Person = Team["owner"];
/** In whose project, and whose own rows a request is about where it has to be one's own. */
export type Setting = {
  readonly team: Team;
  readonly who: Person;
  /** Whether they may annotate there. */
  readonly isCoder: boolean;
};
export type Example = Input & { readonly after?: () => Promise<unknown> };

let number = 0;
const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
const newDocument = ({ team }: Setting) => addDocument(team, `Report ${++number}`, `${TEXT} ${number}`);
const newMember = async ({ team }: Setting) => {
  const person = await signedInPerson(`Extra${++number}`);
  await addMember(team.projectId, person, "viewer");
  return person.userId;
};
/** Whose rows stand in where this person has none. */
const coder = ({ team, who, isCoder }: Setting): Person => (isCoder ? who : team.ana);

async function ownMark(setting: Setting) {
  const document = await newDocument(setting);
  const annotation = await mark(setting.team.projectId, coder(setting), document);
  return { project: setting.team.projectId, document, annotation };
}

/** A teammate's mark, as whoever reviews it finds it. */
async function teammatesMark(setting: Setting) {
  const document = await newDocument(setting);
  const { projectId, ana, ben } = setting.team;
  const author = coder(setting).userId === ana.userId ? ben : ana;
  return { project: projectId, document, annotation: await mark(projectId, author, document) };
}

const opinion = { verdict: "reject", reason: "not_a_quote", text: "" } as const;

async function ownReview(setting: Setting) {
  const params = await teammatesMark(setting);
  const scope = await scopeOf("review.write", coder(setting), setting.team.projectId);
  await setReview(scope, params.document, params.annotation, { ...opinion, annotationRevision: 1 });
  return params;
}

async function ownEntity(setting: Setting) {
  const { projectId } = setting.team;
  const scope = await scopeOf("entity.edit", coder(setting), projectId);
  const { entity } = await createEntity(scope, { kind: "actor", name: `Oran ${++number}` });
  return { project: projectId, entity: entity.id };
}

async function ownThread(setting: Setting) {
  const { team } = setting;
  const document = await newDocument(setting);
  const person = coder(setting);
  const scope = await scopeOf("comment.write", person, team.projectId);
  const { thread } = await createThread(scope, document, { comment: { text: "Who is meant?" } });
  const [comment] = thread.comments;
  const params = { project: team.projectId, document, thread: thread.id };
  return { params, comment: comment?.id ?? "" };
}

const inProject = ({ team }: Setting) => ({ project: team.projectId });
const inDocument = async (setting: Setting) => ({
  project: setting.team.projectId,
  document: await newDocument(setting),
});
const owner = <P extends Permission>(permission: P, { team }: Setting) =>
  scopeOf(permission, team.owner, team.projectId);
/** A person may have few unfinished imports at once. */
const cancelled = (projectId: string, id: string) => () =>
  db().import.updateMany({ where: { projectId, id }, data: { state: "cancelled" } });

async function newImport(setting: Setting) {
  const { projectId } = setting.team;
  const { import: made } = await createImport(await owner("document.import", setting), {});
  return { params: { project: projectId, import: made.id }, after: cancelled(projectId, made.id) };
}

async function readImportOf({ team }: Setting) {
  const { id } = await dryRun(team, { "summit.txt": `${TEXT} ${++number}` });
  return { params: { project: team.projectId, import: id }, after: cancelled(team.projectId, id) };
}

/** Reports on the same work are one report: without this, only the first example would make any. */
const withoutReports = (projectId: string) => () => db().agreementReport.deleteMany({ where: { projectId } });

async function newReport(setting: Setting) {
  const { projectId } = setting.team;
  const scope = await owner("agreement.run", setting);
  const { report } = await createReport(scope, { options: AgreementOptions.parse({}) });
  return { params: { project: projectId, report: report.id }, after: withoutReports(projectId) };
}

/** A document on which two have submitted that there is nothing to mark. */
async function twiceSubmitted(setting: Setting) {
  const params = await inDocument(setting);
  for (const person of [setting.team.ana, setting.team.ben])
    await submit(setting.team.projectId, person, params.document);
  return params;
}

/** Gold that no annotator has marked. */
const addition = () => ({
  id: uuidv7(),
  sources: [],
  outcome: {
    kind: "edited" as const,
    goldId: uuidv7(),
    annotation: { kind: "span" as const, tag: "ACTOR", spans },
  },
});

const invitation = async (setting: Setting) =>
  createInvitation(await owner("member.manage", setting), { role: "viewer" });
const tokenOf = (link: string) => link.split("#")[1] ?? "";
const unarchive = (setting: Setting) => () =>
  db().project.update({ where: { id: setting.team.projectId }, data: { archivedAt: null } });
const spans = [{ start: 0, end: 8, quote: "Minister" }];

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
    const projectId = await openProject(setting.team.owner, `Elsewhere ${++number}`);
    const { link } = await invitation({ ...setting, team: { ...setting.team, projectId } });
    const person = { email: `new${number}@herald.example`, name: "New", password: PASSWORD };
    return { body: { token: tokenOf(link), ...person } };
  },
  listUsers: () => ({}),
  updateUser: async () => ({
    params: { user: (await signedInPerson(`User${++number}`)).userId },
    body: { mayCreateProjects: true },
  }),
  createResetLink: async () => ({ params: { user: (await signedInPerson(`User${++number}`)).userId } }),

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

  setReview: async (setting) => ({
    params: await teammatesMark(setting),
    body: { id: uuidv7(), ...opinion, annotationRevision: 1 },
  }),
  removeReview: async (setting) => ({ params: await ownReview(setting), query: { revision: "1" } }),
  listReviews: (setting) => ({ params: inProject(setting) }),
  previewReviews: async (setting) => {
    const { document } = await teammatesMark(setting);
    return { params: inProject(setting), body: { filter: { documents: [document] } } };
  },
  reviewMany: async (setting) => {
    const { document } = await teammatesMark(setting);
    const filter = { documents: [document], unreviewed: true };
    const scope = await scopeOf("review.write", coder(setting), setting.team.projectId);
    const { fingerprint } = await previewReviews(scope, filter);
    return { params: inProject(setting), body: { opId: uuidv7(), filter, fingerprint, ...opinion } };
  },
  undoReviews: async (setting) => {
    const params = await ownReview(setting);
    const where = { documentId: params.document, kind: "review.created" };
    const { opId } = await db().change.findFirstOrThrow({ where, select: { opId: true } });
    return { params: inProject(setting), body: { opId } };
  },

  listAdjudication: (setting) => ({ params: inProject(setting) }),
  readAdjudication: async (setting) => ({ params: await twiceSubmitted(setting) }),
  decide: async (setting) => ({
    params: await twiceSubmitted(setting),
    body: { opId: uuidv7(), decisions: [addition()] },
  }),
  settle: async (setting) => ({
    params: await twiceSubmitted(setting),
    body: { opId: uuidv7(), policy: "agreed", match: "exact" },
  }),
  undoDecisions: async (setting) => {
    const params = await twiceSubmitted(setting);
    const undoes = uuidv7();
    const input = { opId: undoes, replaces: [], decisions: [addition()] };
    await decideItems(await owner("adjudication.decide", setting), params.document, input);
    return { params, body: { opId: uuidv7(), undoes } };
  },
  finishAdjudication: async (setting) => ({ params: await twiceSubmitted(setting) }),
  resumeAdjudication: async (setting) => {
    const params = await twiceSubmitted(setting);
    await finishAdjudication(await owner("adjudication.decide", setting), params.document);
    return { params };
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
  listChanges: (setting) => ({ params: inProject(setting) }),

  ...guidelineExamples,
  createThread: async (setting) => ({
    params: await inDocument(setting),
    body: { id: uuidv7(), span: spans[0], comment: { id: uuidv7(), text: "Which minister?" } },
  }),
  listThreads: async (setting) => ({ params: (await ownThread(setting)).params }),
  readThread: async (setting) => ({ params: (await ownThread(setting)).params }),
  resolveThread: async (setting) => ({ params: (await ownThread(setting)).params, body: { revision: 1 } }),
  reopenThread: async (setting) => ({ params: (await ownThread(setting)).params, body: { revision: 1 } }),
  markThreadRead: async (setting) => {
    const { params, comment } = await ownThread(setting);
    return { params, body: { commentId: comment } };
  },
  createComment: async (setting) => ({
    params: (await ownThread(setting)).params,
    body: { id: uuidv7(), text: "The one of Lysa." },
  }),
  updateComment: async (setting) => {
    const { params, comment } = await ownThread(setting);
    return { params: { ...params, comment }, body: { text: "Who was meant?", revision: 1 } };
  },
  deleteComment: async (setting) => {
    const { params, comment } = await ownThread(setting);
    return { params: { ...params, comment }, query: { revision: "1" } };
  },
  readAudience: async (setting) => ({ params: await inDocument(setting) }),

  sendPresence: async (setting) => ({
    params: await inDocument(setting),
    body: { id: uuidv7(), block: 0 },
  }),
  endPresence: async (setting) => ({ params: { ...(await inDocument(setting)), presence: uuidv7() } }),

  listNotifications: () => ({}),
  markNotificationsRead: () => ({ body: { ids: [uuidv7()] } }),
  readNotificationSettings: () => ({}),
  updateNotificationSettings: () => ({ body: { mailed: ["mention"] } }),

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
  createAgreementReport: (setting) => {
    const id = uuidv7();
    return { params: inProject(setting), body: { id }, after: withoutReports(setting.team.projectId) };
  },
  listAgreementReports: (setting) => ({ params: inProject(setting) }),
  readAgreementReport: newReport,
  cancelAgreementReport: newReport,
  listAgreementPairings: async (setting) => {
    const { params, after } = await newReport(setting);
    return { params, after, query: { a: uuidv7(), b: uuidv7(), row: "ACTOR" } };
  },
  readMeasures: (setting) => ({ params: inProject(setting) }),

  exportCorpus: (setting) => ({ params: inProject(setting), query: { format: "jsonl" } }),
  previewExport: (setting) => ({ params: inProject(setting), query: { format: "jsonl" } }),
};
