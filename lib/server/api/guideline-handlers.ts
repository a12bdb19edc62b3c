import "server-only";
import {
  createGuidelineCase,
  deleteGuidelineCase,
  listGuidelineCases,
  restoreGuidelineCase,
} from "../guidelines/cases";
import { listAnnotationsBeforeRule, listGuidelineVersions, readGuideline } from "../guidelines/read";
import { markGuidelineRead, replaceGuideline } from "../guidelines/write";
import type { Handlers } from "./handler";

export const guidelineHandlers = {
  readGuideline: ({ scope, query }) => readGuideline(scope, query),
  replaceGuideline: ({ scope, body }) => replaceGuideline(scope, body),
  listGuidelineVersions: ({ scope, query }) => listGuidelineVersions(scope, query),
  markGuidelineRead: ({ scope, body }) => markGuidelineRead(scope, body.number),
  listAnnotationsBeforeRule: ({ scope, params, query }) =>
    listAnnotationsBeforeRule(scope, params.rule ?? "", query),
  listGuidelineCases: ({ scope, query }) => listGuidelineCases(scope, query),
  createGuidelineCase: ({ scope, body }) => createGuidelineCase(scope, body),
  deleteGuidelineCase: ({ scope, params, query }) =>
    deleteGuidelineCase(scope, params.case ?? "", query.revision),
  restoreGuidelineCase: ({ scope, params }) => restoreGuidelineCase(scope, params.case ?? ""),
} satisfies Handlers<
  | "readGuideline"
  | "replaceGuideline"
  | "listGuidelineVersions"
  | "markGuidelineRead"
  | "listAnnotationsBeforeRule"
  | "listGuidelineCases"
  | "createGuidelineCase"
  | "deleteGuidelineCase"
  | "restoreGuidelineCase"
>;
