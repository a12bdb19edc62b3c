import "server-only";
import { changeRoundDocuments, previewRoundDocuments } from "../rounds/change-documents";
import { claimDocument, giveBackDocument } from "../rounds/claim";
import { handOver, previewHandOver } from "../rounds/hand-over";
import { changeMatrix, readMatrix } from "../rounds/matrix";
import { readMyRounds } from "../rounds/my-rounds";
import { applyPlan, previewRound } from "../rounds/plan";
import { listRounds, readRound } from "../rounds/read";
import { remindRound } from "../rounds/remind";
import { discardPlan, planRound, restorePlan } from "../rounds/stored-plan";
import { undoRoundChange } from "../rounds/undo";
import { closeRound, createRound, openRound, updateRound } from "../rounds/write";
import { Existing, type Handlers } from "./handler";

const roundIn = (params: Readonly<Record<string, string>>): string => params.round ?? "";

export const roundHandlers = {
  async createRound({ scope, body }) {
    const { round, isNew } = await createRound(scope, body);
    return isNew ? round : new Existing(round);
  },
  previewRound: ({ scope, body }) => previewRound(scope, body),
  listRounds: ({ scope, query }) => listRounds(scope, query),
  readRound: ({ scope, params }) => readRound(scope, roundIn(params)),
  updateRound: ({ scope, params, body }) => updateRound(scope, roundIn(params), body),
  openRound: ({ scope, params, body }) => openRound(scope, roundIn(params), body),
  closeRound: ({ scope, params, body }) => closeRound(scope, roundIn(params), body.revision),
  planRound: ({ scope, params }) => planRound(scope, roundIn(params)),
  applyPlan: ({ scope, params }) => applyPlan(scope, roundIn(params)),
  discardPlan: ({ scope, params, body }) => discardPlan(scope, roundIn(params), body.revision),
  restorePlan: ({ scope, params, body }) => restorePlan(scope, roundIn(params), body),
  changeRoundDocuments: ({ scope, params, body }) => changeRoundDocuments(scope, roundIn(params), body),
  previewRoundDocuments: ({ scope, params, body }) => previewRoundDocuments(scope, roundIn(params), body),
  undoRoundChange: ({ scope, body }) => undoRoundChange(scope, body),
  handOver: ({ scope, body }) => handOver(scope, body),
  previewHandOver: ({ scope, body }) => previewHandOver(scope, body),
  remindRound: ({ scope, params, body }) => remindRound(scope, roundIn(params), body),
  readMatrix: ({ scope, params, query }) => readMatrix(scope, roundIn(params), query),
  changeMatrix: ({ scope, params, body }) => changeMatrix(scope, roundIn(params), body),
  claimDocument: ({ scope, params, body }) => claimDocument(scope, roundIn(params), body.id),
  giveBackDocument: ({ scope, params }) => giveBackDocument(scope, params.document ?? ""),
  readMyRounds: ({ scope }) => readMyRounds(scope),
} satisfies Handlers<
  | "createRound"
  | "previewRound"
  | "listRounds"
  | "readRound"
  | "updateRound"
  | "openRound"
  | "closeRound"
  | "planRound"
  | "applyPlan"
  | "discardPlan"
  | "restorePlan"
  | "changeRoundDocuments"
  | "previewRoundDocuments"
  | "undoRoundChange"
  | "handOver"
  | "previewHandOver"
  | "remindRound"
  | "readMatrix"
  | "changeMatrix"
  | "claimDocument"
  | "giveBackDocument"
  | "readMyRounds"
>;
