import "server-only";
import { claimDocument, giveBackDocument } from "../rounds/claim";
import { changeMatrix, readMatrix } from "../rounds/matrix";
import { readMyRounds } from "../rounds/my-rounds";
import { applyPlan, planRound, previewRound } from "../rounds/plan";
import { listRounds, readRound } from "../rounds/read";
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
  | "readMatrix"
  | "changeMatrix"
  | "claimDocument"
  | "giveBackDocument"
  | "readMyRounds"
>;
