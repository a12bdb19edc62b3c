import "server-only";
import { finishAdjudication, resumeAdjudication } from "../adjudication/finish";
import { readDecisionHistory } from "../adjudication/history";
import { listAdjudication, listAwaitedAdjudication } from "../adjudication/list";
import { readAdjudication } from "../adjudication/read";
import { settleDocument } from "../adjudication/settle";
import { takeBackDecisions } from "../adjudication/take-back";
import { undoOperation } from "../adjudication/undo";
import { decideItems } from "../adjudication/write";
import type { Handlers } from "./handler";

const documentIn = (params: Readonly<Record<string, string>>): string => params.document ?? "";

export const adjudicationHandlers = {
  listAdjudication: ({ scope, query }) => listAdjudication(scope, query),
  listAwaitedAdjudication: ({ scope, query }) => listAwaitedAdjudication(scope, query),
  readAdjudication: ({ scope, params }) => readAdjudication(scope, documentIn(params)),
  decide: ({ scope, params, body }) => decideItems(scope, documentIn(params), body),
  settle: ({ scope, params, body }) => settleDocument(scope, documentIn(params), body),
  undoDecisions: ({ scope, params, body }) => undoOperation(scope, documentIn(params), body),
  takeBackDecisions: ({ scope, params, body }) => takeBackDecisions(scope, documentIn(params), body),
  readDecisionHistory: ({ scope, params, query }) =>
    readDecisionHistory(scope, documentIn(params), query.annotation),
  finishAdjudication: ({ scope, params }) => finishAdjudication(scope, documentIn(params)),
  resumeAdjudication: ({ scope, params }) => resumeAdjudication(scope, documentIn(params)),
} satisfies Handlers<
  | "listAdjudication"
  | "listAwaitedAdjudication"
  | "readAdjudication"
  | "decide"
  | "settle"
  | "undoDecisions"
  | "takeBackDecisions"
  | "readDecisionHistory"
  | "finishAdjudication"
  | "resumeAdjudication"
>;
