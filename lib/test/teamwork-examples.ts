import { uuidv7 } from "uuidv7";
import { AgreementOptions } from "@/lib/contracts/agreement";
import type { OperationName } from "@/lib/contracts/registry";
import { finishAdjudication } from "@/lib/server/adjudication/finish";
import { decideItems } from "@/lib/server/adjudication/write";
import { createReport } from "@/lib/server/agreement/write";
import { db } from "@/lib/server/database";
import { previewReviews } from "@/lib/server/reviews/review-many";
import { setReview } from "@/lib/server/reviews/write";
import { createThread } from "@/lib/server/threads/write";
import {
  coder,
  type Example,
  inDocument,
  inProject,
  newDocument,
  owner,
  type Setting,
  spans,
} from "./example-setting";
import { scopeOf } from "./open-installation";
import { mark, submit } from "./open-team";

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

const added = async (setting: Setting, document: string, opId = uuidv7()) =>
  decideItems(await owner("adjudication.decide", setting), document, {
    ...{ opId, replaces: [], gold: [], entities: [] },
    decisions: [addition()],
  });

/** Requests about what people make of each other's work: verdicts, talk, gold and agreement. */
export const teamworkExamples = {
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
    const preview = await previewReviews(scope, { filter });
    const documents = preview.documents.map(({ documentId, fingerprint }) => ({ documentId, fingerprint }));
    return { params: inProject(setting), body: { opId: uuidv7(), filter, documents, ...opinion } };
  },
  undoReviews: async (setting) => {
    const params = await ownReview(setting);
    const where = { documentId: params.document, kind: "review.created" };
    const { opId } = await db().change.findFirstOrThrow({ where, select: { opId: true } });
    return { params: inProject(setting), body: { opId } };
  },
  listReviewRuns: (setting) => ({ params: inProject(setting) }),

  listAdjudication: (setting) => ({ params: inProject(setting) }),
  listAwaitedAdjudication: (setting) => ({ params: inProject(setting) }),
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
    await added(setting, params.document, undoes);
    return { params, body: { opId: uuidv7(), undoes } };
  },
  takeBackDecisions: async (setting) => {
    const params = await twiceSubmitted(setting);
    const { decisions, gold } = await added(setting, params.document);
    const named = (rows: readonly { id: string; revision: number }[]) =>
      rows.map(({ id, revision }) => ({ id, revision }));
    return { params, body: { opId: uuidv7(), decisions: named(decisions), gold: named(gold) } };
  },
  readDecisionHistory: async (setting) => {
    const params = await twiceSubmitted(setting);
    const { gold } = await added(setting, params.document);
    return { params, query: { annotation: gold[0]?.id ?? "" } };
  },
  finishAdjudication: async (setting) => ({ params: await twiceSubmitted(setting) }),
  resumeAdjudication: async (setting) => {
    const params = await twiceSubmitted(setting);
    await finishAdjudication(await owner("adjudication.decide", setting), params.document);
    return { params };
  },

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
} satisfies { readonly [Name in OperationName]?: (setting: Setting) => Example | Promise<Example> };
