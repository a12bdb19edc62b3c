import * as accounts from "./accounts";
import * as adjudication from "./adjudication";
import * as agreement from "./agreement";
import {
  batchAnnotations,
  createAnnotation,
  deleteAnnotation,
  listAnnotations,
  readAnnotation,
  restoreAnnotation,
  updateAnnotation,
} from "./annotations";
import * as decisionHistory from "./decision-history";
import * as documents from "./documents";
import {
  createEntity,
  deleteEntity,
  listChanges,
  listEntities,
  readEntity,
  restoreEntity,
  updateEntity,
} from "./entities";
import { exportCorpus, previewExport } from "./exports";
import * as guidelines from "./guidelines";
import { handOver, previewHandOver, remindRound } from "./hand-over";
import * as imports from "./imports";
import { readOpenApi } from "./installation";
import * as notifications from "./notifications";
import type { Operation } from "./operation";
import * as presence from "./presence";
import { exportProgress, readProgress, reportActivity } from "./progress";
import * as projects from "./projects";
import { listReviewRuns } from "./review-runs";
import * as reviews from "./reviews";
import * as revisions from "./revisions";
import { changeRoundDocuments, previewRoundDocuments, undoRoundChange } from "./round-documents";
import { changeMatrix, discardPlan, readMatrix, restorePlan } from "./round-matrix";
import * as rounds from "./rounds";
import * as threads from "./threads";

/** Every operation of the API by name. The dispatcher has to have a handler for each, or it doesn't compile. */
export const operations = {
  readOpenApi,

  readAccount: accounts.readAccount,
  updateAccount: accounts.updateAccount,
  changePassword: accounts.changePassword,
  listSessions: accounts.listSessions,
  endSession: accounts.endSession,
  endOtherSessions: accounts.endOtherSessions,
  createApiKey: accounts.createApiKey,
  listApiKeys: accounts.listApiKeys,
  revokeApiKey: accounts.revokeApiKey,
  readLink: accounts.readLink,
  useLink: accounts.useLink,
  listUsers: accounts.listUsers,
  updateUser: accounts.updateUser,
  createResetLink: accounts.createResetLink,

  createProject: projects.createProject,
  listProjects: projects.listProjects,
  readProject: projects.readProject,
  updateProject: projects.updateProject,
  archiveProject: projects.archiveProject,
  restoreProject: projects.restoreProject,
  readScheme: projects.readScheme,
  readSchemeStyle: projects.readSchemeStyle,
  replaceScheme: projects.replaceScheme,
  listMembers: projects.listMembers,
  updateMember: projects.updateMember,
  removeMember: projects.removeMember,
  createInvitation: projects.createInvitation,
  listInvitations: projects.listInvitations,
  revokeInvitation: projects.revokeInvitation,

  createDocument: documents.createDocument,
  listDocuments: documents.listDocuments,
  nextDocument: documents.nextDocument,
  documentFacets: documents.documentFacets,
  readDocument: documents.readDocument,
  updateDocument: documents.updateDocument,
  deleteDocument: documents.deleteDocument,
  restoreDocument: documents.restoreDocument,
  submitDocument: documents.submitDocument,
  reopenDocument: documents.reopenDocument,
  readReader: documents.readReader,
  readDocumentSets: documents.readDocumentSets,
  readText: documents.readText,

  correctDocument: revisions.correctDocument,
  previewRevision: revisions.previewRevision,
  listRevisions: revisions.listRevisions,
  listDisplacements: revisions.listDisplacements,
  resolveDisplacements: revisions.resolveDisplacements,

  createAnnotation,
  batchAnnotations,
  listAnnotations,
  readAnnotation,
  updateAnnotation,
  deleteAnnotation,
  restoreAnnotation,

  setReview: reviews.setReview,
  removeReview: reviews.removeReview,
  listReviews: reviews.listReviews,
  previewReviews: reviews.previewReviews,
  reviewMany: reviews.reviewMany,
  undoReviews: reviews.undoReviews,
  listReviewRuns,
  listAdjudication: adjudication.listAdjudication,
  listAwaitedAdjudication: adjudication.listAwaitedAdjudication,
  readAdjudication: adjudication.readAdjudication,
  decide: adjudication.decide,
  settle: adjudication.settle,
  undoDecisions: adjudication.undoDecisions,
  takeBackDecisions: decisionHistory.takeBackDecisions,
  readDecisionHistory: decisionHistory.readDecisionHistory,
  finishAdjudication: adjudication.finishAdjudication,
  resumeAdjudication: adjudication.resumeAdjudication,

  createEntity,
  listEntities,
  readEntity,
  updateEntity,
  deleteEntity,
  restoreEntity,
  listChanges,

  readGuideline: guidelines.readGuideline,
  replaceGuideline: guidelines.replaceGuideline,
  listGuidelineVersions: guidelines.listGuidelineVersions,
  markGuidelineRead: guidelines.markGuidelineRead,
  listAnnotationsBeforeRule: guidelines.listAnnotationsBeforeRule,
  listGuidelineCases: guidelines.listGuidelineCases,
  createGuidelineCase: guidelines.createGuidelineCase,
  deleteGuidelineCase: guidelines.deleteGuidelineCase,
  restoreGuidelineCase: guidelines.restoreGuidelineCase,
  createThread: threads.createThread,
  listThreads: threads.listThreads,
  readThread: threads.readThread,
  resolveThread: threads.resolveThread,
  reopenThread: threads.reopenThread,
  markThreadRead: threads.markThreadRead,
  createComment: threads.createComment,
  updateComment: threads.updateComment,
  deleteComment: threads.deleteComment,
  readAudience: threads.readAudience,

  sendPresence: presence.sendPresence,
  endPresence: presence.endPresence,

  listNotifications: notifications.listNotifications,
  markNotificationsRead: notifications.markNotificationsRead,
  readNotificationSettings: notifications.readNotificationSettings,
  updateNotificationSettings: notifications.updateNotificationSettings,

  createImport: imports.createImport,
  listImports: imports.listImports,
  readImport: imports.readImport,
  uploadImportFile: imports.uploadImportFile,
  readImportFiles: imports.readImportFiles,
  startImport: imports.startImport,
  cancelImport: imports.cancelImport,
  listImportItems: imports.listImportItems,

  createRound: rounds.createRound,
  previewRound: rounds.previewRound,
  listRounds: rounds.listRounds,
  readRound: rounds.readRound,
  updateRound: rounds.updateRound,
  openRound: rounds.openRound,
  closeRound: rounds.closeRound,
  planRound: rounds.planRound,
  applyPlan: rounds.applyPlan,
  readMatrix,
  changeMatrix,
  discardPlan,
  restorePlan,
  changeRoundDocuments,
  previewRoundDocuments,
  undoRoundChange,
  handOver,
  previewHandOver,
  remindRound,
  claimDocument: rounds.claimDocument,
  giveBackDocument: rounds.giveBackDocument,
  readMyRounds: rounds.readMyRounds,
  reportActivity,
  readProgress,
  exportProgress,

  exportCorpus,
  previewExport,

  createAgreementReport: agreement.createAgreementReport,
  listAgreementReports: agreement.listAgreementReports,
  readAgreementReport: agreement.readAgreementReport,
  cancelAgreementReport: agreement.cancelAgreementReport,
  listAgreementPairings: agreement.listAgreementPairings,
  readMeasures: agreement.readMeasures,
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
