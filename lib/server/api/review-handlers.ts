import "server-only";
import * as read from "../reviews/read";
import * as many from "../reviews/review-many";
import { listReviewRuns } from "../reviews/review-runs";
import { undoReviews } from "../reviews/undo-reviews";
import * as write from "../reviews/write";
import type { Handlers } from "./handler";

const placeIn = ({ document = "", annotation = "" }: Readonly<Record<string, string>>) =>
  [document, annotation] as const;

export const reviewHandlers = {
  setReview: ({ scope, params, body }) => write.setReview(scope, ...placeIn(params), body),
  removeReview: ({ scope, params, query }) => write.removeReview(scope, ...placeIn(params), query),
  listReviews: ({ scope, query }) => read.listReviews(scope, query),
  previewReviews: ({ scope, body }) => many.previewReviews(scope, body),
  reviewMany: ({ scope, body }) => many.reviewMany(scope, body),
  undoReviews: ({ scope, body }) => undoReviews(scope, body),
  listReviewRuns: ({ scope, query }) => listReviewRuns(scope, query),
} satisfies Handlers<
  | "setReview"
  | "removeReview"
  | "listReviews"
  | "previewReviews"
  | "reviewMany"
  | "undoReviews"
  | "listReviewRuns"
>;
